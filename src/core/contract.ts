import type { RawEvent } from '../vod/api';

/**
 * The public contract: workflow type names, ids, signals, queries and the plain JSON that goes in and comes out. Other services call
 * these from any language, so a change here is a change for them. Every input carries `version`.
 */

export const POLLER_WORKFLOW = 'vodEventPoller';
export const BATCH_WORKFLOW = 'vodEventBatch';
export const EVENT_WORKFLOW = 'vodEvent';

/** What a source may be called: it becomes part of workflow ids, whose parts "/" divides. */
export const SOURCE_NAME = /^[\w.-]{1,100}$/;
/** The same in words. */
export const SOURCE_NAME_RULE = '1 to 100 letters, digits, ".", "_" or "-"';

export const pollerId = (source: string): string => `vod-poller/${source}`;
export const batchId = (source: string, suffix: string): string => `vod-batch/${source}/${suffix}`;
export const eventId = (source: string, key: string): string => `vod-event/${source}/${key}`;

/** Source and key of the event that a workflow of this id owns; undefined when it owns none. */
export function identityOf(workflowId: string): { source: string; key: string } | undefined {
  const [, source, key] = /^vod-event\/([\w.-]{1,100})\/(.+)$/su.exec(workflowId) ?? [];
  return source !== undefined && key !== undefined ? { source, key } : undefined;
}

/** The source whose poller has this workflow id; undefined when it is no poller's. */
export function sourceOfPoller(workflowId: string): string | undefined {
  return /^vod-poller\/([\w.-]{1,100})$/.exec(workflowId)?.[1];
}

/** The source of the batch that has this workflow id; undefined when it is no batch's of ours. */
export function sourceOfBatch(workflowId: string): string | undefined {
  return /^vod-batch\/([\w.-]{1,100})\//.exec(workflowId)?.[1];
}

/**
 * A whole number that counts something.
 * @asType integer
 * @minimum 0
 */
type Count = number;

/**
 * A moment, or a span, in ms; a moment counts from 1970.
 * @minimum 0
 */
type Milliseconds = number;

/**
 * The SubAppId, or `default`, or what the worker's `--source` says.
 * @pattern ^[\w.-]{1,100}$
 */
type SourceName = string;

/**
 * 32 hexadecimal digits made from an event's content. Any text that is not empty is accepted.
 * @minLength 1
 */
type EventKey = string;

/** The pump has a queue of its own, so that no number of busy handlers can keep it from being taken over. */
export const pumpTaskQueue = (taskQueue: string): string => `${taskQueue}/pump`;

/** The queue only one process polls: an event whose handler is still running there is first offered to that process. */
export const homeTaskQueue = (taskQueue: string, instance: string): string => `${taskQueue}/home/${instance}`;

/**
 * What is confirmed.
 * - `owned`: what handlers finished, and what got a `vodEvent` workflow because they did not. The default.
 * - `processed`: only what handlers finished before the deadline. The rest is left for VOD to deliver again, up to a number of deliveries,
 *   then parked.
 */
export const CONFIRM_POLICIES = ['owned', 'processed'] as const;
export type ConfirmPolicy = (typeof CONFIRM_POLICIES)[number];

/** Input of `vodEventBatch`. */
export interface BatchInput {
  version: 1;
  source: SourceName;
  /** When the pull's response arrived, ms since 1970. The window is counted from here. */
  pulledAt: Milliseconds;
  /**
   * How long ago that was when the batch was started, in ms. With it the window is counted back from the start by Temporal's clock, and how
   * far the starter's clock is off does not matter.
   */
  ageMs?: Milliseconds;
  /**
   * The `EventSet` as VOD returned it; members of an event that are `null` may be left out, as the pump does. An event without `EventHandle`
   * is processed and needs no confirm.
   */
  events: RawEvent[];
  /** Keys of events that an earlier batch processed but could not confirm: these are confirmed and not processed again. */
  confirmOnly?: string[];
  /** Default `owned`. Events without a handle are never left, whatever it says: VOD would not deliver them again. */
  confirmPolicy?: ConfirmPolicy;
  /** With `processed`: content keys of events that are parked instead of being left once more. See `contentKey` for what that is. */
  lastDelivery?: string[];
  /** W3C Trace Context: the span that what becomes of the events is traced under. One that cannot be read counts as none. */
  traceparent?: string;
}

/**
 * What became of one event of a batch.
 * - `done`: its handler succeeded, or nobody wants it.
 * - `owned`: a `vodEvent` workflow has it.
 * - `left`: neither; it is not confirmed and VOD will deliver it again.
 */
export type Verdict = 'done' | 'owned' | 'left';

export interface EventVerdict {
  key: string;
  verdict: Verdict;
  /** With `left`: a handler had its chance and did not finish, or died with its process. */
  unfinished?: true;
}

/**
 * Result of `vodEventBatch`: counts, the keys of what was `done` or `owned` and could not be confirmed, and the positions in `events` of what
 * was `left` because its handler did not finish.
 */
export interface BatchResult {
  done: Count;
  owned: Count;
  left: Count;
  confirmed: Count;
  unconfirmed: string[];
  unfinished: Count[];
}

/** What workflows, signals and activities that routes name are given by default: one argument of this shape, in plain JSON. */
export interface RoutedEvent {
  version: 1;
  source: string;
  /** The event key: the same whenever this event comes again, hence what to tell repetitions by. */
  key: string;
  /** The event type in the documented spelling. */
  type: string;
  /** As VOD sent it; empty if it sent none. */
  payload: Record<string, unknown>;
}

/** Input of `vodEvent`. */
export interface EventInput {
  version: 1;
  source: SourceName;
  key: EventKey;
  /** The event as VOD returned it. */
  event: unknown;
  /** Tries that failed before this workflow got the event. Default 0. */
  tries?: Count;
  /** Why the last of them failed. */
  failure?: EventFailure;
  /** With `failure`: park it with that, without another try. */
  park?: true;
  /** Wait this long before the next try, in ms. */
  afterMs?: number;
  /** Task queue of the process in which a handler for this event is still running, if there is one. */
  home?: string;
  /** W3C Trace Context: the span that what becomes of the event is traced under. One that cannot be read counts as none. */
  traceparent?: string;
  /** What a run of this workflow hands on when its history has grown long. Nobody else sends it. */
  carried?: EventCarried;
}

/** Where an earlier run of the same `vodEvent` left off: its `state`, and when a parked event is reported. */
export interface EventCarried extends EventState {
  state: 'handling' | 'parked';
  reportAfterMs?: Milliseconds;
}

/** Argument of the signal `retry` of `vodEvent`; without one the event is handled again as it is. */
export interface RetryArgument {
  /** Handled instead, from now on; at most 1,500,000 bytes of JSON, and 500 levels deep. The key stays. */
  event?: ReadableEvent;
}

/** One event as VOD returns it, or as somebody has mended it: what it takes to find its handler. */
export interface ReadableEvent {
  /** @minLength 1 */
  EventType: string;
  EventHandle?: string | null;
  readonly [member: string]: unknown;
}

/** Argument of the signal `discard` of `vodEvent`; optional. */
export interface DiscardArgument {
  /**
   * Comes back in the result.
   * @minLength 1
   * @maxLength 500
   */
  reason?: string;
}

export type EventPhase = 'handling' | 'parked' | 'done' | 'discarded';

/** Why the last try failed. `message` is the handler's own. */
export interface EventFailure {
  type: string;
  message: string;
  /** ms since 1970 */
  at: number;
}

/** An activity elsewhere that an event waits for. */
export interface AwaitedActivity {
  activity: string;
  taskQueue: string;
  /** ms since 1970 */
  since: number;
}

/** A signal that changed nothing, because its argument was wrong or did not fit the state. */
export interface RefusedSignal {
  signal: 'retry' | 'discard';
  /** A sentence that names the field; it repeats nothing of the argument. */
  problem: string;
  at: Milliseconds;
}

/** Answer of the query `state` of `vodEvent`. Times are ms since 1970. */
export interface EventState {
  state: EventPhase;
  /** Tries so far that failed, those in the batch included; counted anew after a `retry`. */
  tries: Count;
  /** When it came into this state. */
  since: Milliseconds;
  /** When a workflow first had it. */
  ownedAt: Milliseconds;
  /** When it was parked for the first time, if it ever was. */
  firstParkedAt?: Milliseconds;
  /** It is parked and has been for longer than `VOD_EVENTS_PARKED_REPORT_AFTER`. */
  overdue?: boolean;
  failure?: EventFailure;
  /** Somebody else's activity that is to handle it and has not yet answered. Whether a worker has taken it, describe tells. */
  waitingFor?: AwaitedActivity;
  /** The last signal that was refused; gone once one is accepted. */
  refused?: RefusedSignal;
}

/** Memo of a `vodEvent`, readable by describe and list while no worker runs. */
export interface EventMemo {
  /** Of a workflow that a batch started; `(malformed)` when the event has none. */
  eventType?: string;
  /** Only while it is parked. */
  parked?: ParkedMemo | null;
}

export interface ParkedMemo {
  /** When it was parked, ms since 1970. */
  since: Milliseconds;
  tries: Count;
  failure?: EventFailure;
  eventType: string;
  /** It has been parked for longer than `VOD_EVENTS_PARKED_REPORT_AFTER`. */
  overdue?: boolean;
}

/** Result of `vodEvent`. `reason` is the one that `discard` gave. */
export interface EventResult {
  state: 'done' | 'discarded';
  tries: Count;
  reason?: string;
}

/** Input of `vodEventPoller`. */
export interface PollerInput {
  version: 1;
  source: SourceName;
  /** Start paused; also how a pause survives continue-as-new. */
  paused?: boolean;
  /** What its last pump knew of deliveries to come. */
  memory?: PumpMemory;
}

/** What a pump knows of deliveries to come. It goes from each pump of a source to the next, on whatever worker. */
export interface PumpMemory {
  /** Keys processed and not confirmed, oldest first: such an event is only confirmed when it comes again. */
  remembered: string[];
  /** With the policy `processed`: how often an event was left unfinished, by content key. */
  unfinished: Record<string, number>;
}

export type PollerPhase = 'running' | 'paused' | 'halted';

/** What halted a poller: a cause that a person has to mend. */
export interface HaltReason {
  /** The `ApplicationFailure` type, see FAILURE_TYPES. */
  type: string;
  message: string;
  code?: string;
  requestId?: string;
}

/** Answer of the query `status` of `vodEventPoller`. The pump's own figures are in its heartbeat, readable by describe. */
export interface PollerStatus {
  source: SourceName;
  state: PollerPhase;
  /** When it came into this state, ms since 1970. */
  since: Milliseconds;
  halted?: HaltReason;
  /** Events that Temporal cannot take, the latest 20: they are left, and VOD delivers them again. */
  tooLarge?: TooLargeEvent[];
}

/** Signal of `vodEventPoller`, from its pump: an event was left because Temporal cannot take it. Its argument is a {@link TooLargeEvent}. */
export const EVENT_TOO_LARGE_SIGNAL = 'eventTooLarge';

export interface TooLargeEvent {
  /** Of its content. */
  key: string;
  eventType: string;
  /** As Temporal would have had to store it. */
  bytes: Count;
  at: Milliseconds;
}

/** What the pump says of itself with every heartbeat; counts are since its poller last began it: at first, after a pause, a halt or a lap. */
export interface PumpReport extends PumpMemory {
  pulls: Count;
  /** Events pulled. */
  events: Count;
  batches: Count;
  done: Count;
  owned: Count;
  left: Count;
  confirmed: Count;
  unconfirmed: Count;
  /** Events that came again and were only confirmed. */
  redelivered: Count;
  /** Deliveries of events that Temporal cannot take. */
  tooLarge: Count;
  openBatches: Count;
  /** Parallel pulls at the moment. */
  width: Count;
  /** When the last pull completed, ms since 1970: the one figure that tells whether events flow. */
  lastPullAt?: Milliseconds;
  /** Error code of the last pull, or `ok`, or `empty`. */
  lastCode?: string;
  /** The last call to VOD that failed, whichever API; it stays when calls succeed again. */
  lastError?: CallFailure;
  /** The least that was left of the window when a confirm was answered, of the last minute and this process; in ms, missing without a confirm. */
  headroomMs?: number;
}

/** A call to VOD that failed. */
export interface CallFailure {
  api: string;
  /** VOD's, or the class of the error when no answer came. */
  code: string;
  requestId?: string;
  at: Milliseconds;
}
