import type { BatchInput, EventFailure, EventVerdict, PumpMemory } from '../core/contract';
import type { CompiledRetry } from '../routes/compiled';

/** What `processEvents` is asked for. */
export interface ProcessRequest extends BatchInput {
  /** An earlier workflow task of the batch was lost: some process may have begun with its events. */
  begunBefore?: boolean;
  /** Until the deadline, by the clock of Temporal. */
  leftMs?: number;
}

/** What `confirmEvents` is asked for. */
export interface ConfirmRequest {
  source: string;
  /** ms since 1970; the deadline is counted from here */
  pulledAt: number;
  /** Until the deadline, by the clock of Temporal. */
  leftMs?: number;
  /** The confirm was asked for in an earlier workflow task, whose worker is gone, and `leftMs` is of then. */
  isOld?: boolean;
  handles: string[];
  /** What it is traced under. */
  traceparent?: string;
}

/** Indexes into the request's handles. */
export interface ConfirmOutcome {
  /** VOD refused these one by one: expired, or confirmed before. */
  refused: number[];
}

/** The details of a `confirmEvents` failure: how far it came. Indexes into the request's handles. */
export interface ConfirmProgress extends ConfirmOutcome {
  /** Neither confirmed nor refused; another attempt may still confirm them. */
  outstanding: number[];
  code?: string;
  requestId?: string;
}

/** What `handleEvent` is asked for. */
export interface HandleRequest {
  source: string;
  key: string;
  event: unknown;
  /** Tries that failed before this activity was scheduled. */
  tries: number;
  /** Why the last of them failed. */
  failure?: EventFailure;
  /** Its handler has decided that there is to be no other try: fail with `failure`. */
  park?: true;
  /** What it is traced under. */
  traceparent?: string;
}

/** What `handleEvent` returns when it is for somebody else to handle the event: its workflow is to call this. */
export interface ActivityCall {
  activity: string;
  taskQueue: string;
  args: unknown[];
  /** Those that failed before. */
  tries: number;
  /** One try. */
  timeoutMs: number;
  /** Until a worker has taken it. */
  startTimeoutMs: number;
  retry: CompiledRetry;
  /** When it parks the event: report that after this long. Never, when it is missing. */
  reportAfterMs?: number;
}

/** The details of a `handleEvent` failure. */
export interface HandleFailure {
  /** Tries that failed so far, this one included. */
  tries: number;
  /** With the failure that parks: report the event when it is still parked after this long. Never, when it is missing. */
  reportAfterMs?: number;
}

export interface PumpRequest {
  source: string;
  /** Pull once and return: how a halted poller finds out whether the cause is gone. */
  probe?: boolean;
  /** What the pump before knew. */
  memory?: PumpMemory;
}

/** The details of a pump's failure. */
export interface PumpFailure {
  code?: string;
  requestId?: string;
  memory?: PumpMemory;
}

/** The four activities, by their Temporal type names. */
export interface Activities {
  /**
   * Pulls and starts batches until it is cancelled, its worker drains, or its lap is over; returns what it knows of deliveries to come.
   * Fails with `VodConfiguration` or `VodBug` when a person must act, with `PumpReleased` when another worker should take over; details
   * {@link PumpFailure}.
   */
  pump: (request: PumpRequest) => Promise<PumpMemory>;
  /** Gives every event of a batch a verdict, in the order of the events. */
  processEvents: (batch: ProcessRequest) => Promise<EventVerdict[]>;
  /** Confirms handles until the deadline. Fails with a type of FAILURE_TYPES or `WindowPassed`, details {@link ConfirmProgress}. */
  confirmEvents: (request: ConfirmRequest) => Promise<ConfirmOutcome>;
  /** Runs the route of one event once, or adopts its handler where that is still running, or says whom to call. */
  handleEvent: (request: HandleRequest) => Promise<ActivityCall | void>;
}
