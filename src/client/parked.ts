/**
 * Parked events for operators and programs: found, shown, retried and discarded through the caller's own Temporal client. Finding and
 * deciding needs no worker; only what a query answers does.
 */
import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { messageOf } from '../activities/grpc';
import {
  eventId,
  type DiscardArgument,
  type EventMemo,
  type EventResult,
  type EventState,
  type RetryArgument,
} from '../core/contract';
import { parseDiscardArguments, parseRetryArguments } from '../core/signal-arguments';
import { bulk, type BulkOptions, type BulkResult, type Snapshot } from './parked-bulk';
import { EventNotParkedError, UnknownEventError } from './parked-errors';
import { matches, visibilityQuery, type ParkedFilter } from './parked-filter';
import { parkedEventOf, type ParkedEvent } from './parked-memo';

/** A worker that runs answers a query in milliseconds; without one the server says so, or says nothing. */
const QUERY_TIMEOUT_MS = 10_000;

/** Everything that is known of one event, parked or not. */
export interface ShownEvent {
  source: string;
  key: string;
  /** Status of its workflow, in Temporal's words: `RUNNING`, `COMPLETED`, … */
  status: string;
  eventType?: string;
  /** Only while it is parked. */
  parked?: ParkedEvent;
  /** Of one that is done or discarded. */
  result?: EventResult;
  /** What the workflow says; missing when no worker answered. */
  state?: EventState;
  /** The event as it is now; missing when no worker answered. It is the payload: keep it out of logs. */
  event?: unknown;
  /** Why `state` and `event` are missing. */
  unanswered?: string;
}

export interface ParkedEvents {
  /**
   * Parked events, in no promised order. By visibility, which runs some moments behind: one that was just decided about may still be there.
   * @throws InvalidInput when the filter's source cannot be one.
   */
  list(filter?: ParkedFilter): AsyncIterable<ParkedEvent>;
  /** @throws UnknownEventError when no workflow has or had this event. */
  show(source: string, key: string): Promise<ShownEvent>;
  /**
   * Has a parked event handled again, its tries counted anew; with `event` that one instead, under the same key. Returns once Temporal has
   * the signal; should the handler fail again, the event is parked again.
   * @throws InvalidInput when `event` is not one JSON object with an `EventType`, or has more than 1,500,000 bytes.
   * @throws UnknownEventError when no workflow has or had this event, and EventNotParkedError when it is handled or has ended.
   */
  retry(source: string, key: string, change?: RetryArgument): Promise<void>;
  /**
   * Drops a parked event for good.
   * @throws InvalidInput when `reason` is not a text of 1 to 500 characters.
   * @throws UnknownEventError when no workflow has or had this event, and EventNotParkedError when it is handled or has ended.
   */
  discard(source: string, key: string, why?: DiscardArgument): Promise<void>;
  /**
   * Has all these parked events handled again: those that match a filter, or those that `list` gave. Which ones is settled before the first
   * signal, and each is looked at again right before its own: one that ended or was parked anew meanwhile is skipped, so that an event whose
   * handler still fails gets one retry a run.
   * @throws InvalidInput and RangeError for wrong arguments, and what Temporal's client throws when the events cannot be listed.
   */
  retryAll(which: ParkedFilter | readonly ParkedEvent[], options?: BulkOptions): Promise<BulkResult>;
  /** Drops all these parked events for good; otherwise like `retryAll`. */
  discardAll(
    which: ParkedFilter | readonly ParkedEvent[],
    options?: BulkOptions & DiscardArgument,
  ): Promise<BulkResult>;
}

/** The parked events of a namespace, whatever their source. `client` stays the caller's: its connection is left open. */
export function parkedEvents(client: Client): ParkedEvents {
  const one = async (source: string, key: string, signal: string, args: unknown[]): Promise<void> => {
    const { parked, description } = await look(client, source, key);
    if (!parked) throw new EventNotParkedError(source, key, description.status.name === 'RUNNING');
    if (!(await send(client, description, signal, args))) throw new EventNotParkedError(source, key, false);
  };
  const all = (which: Which, signal: string, args: unknown[], options: BulkOptions): Promise<BulkResult> =>
    bulk(
      () => snapshot(client, which),
      (event) => sendIfSame(client, event, signal, args),
      options,
    );
  return {
    list: (filter = {}) => list(client, filter),
    show: (source, key) => show(client, source, key),
    // Checked here too, where the caller hears of it.
    retry: async (source, key, change = {}) => one(source, key, 'retry', argumentsOf(parseRetryArguments([change]))),
    discard: async (source, key, why = {}) => one(source, key, 'discard', argumentsOf(parseDiscardArguments([why]))),
    retryAll: (which, options = {}) => all(which, 'retry', [], options),
    discardAll: async (which, { reason, ...options } = {}) =>
      all(which, 'discard', argumentsOf(parseDiscardArguments([{ reason }])), options),
  };
}

type Which = ParkedFilter | readonly ParkedEvent[];

/** No argument at all where there is nothing to say: then workers of any version understand it. */
const argumentsOf = (argument: object): unknown[] => (Object.keys(argument).length > 0 ? [argument] : []);

async function* list(client: Client, filter: ParkedFilter): AsyncGenerator<ParkedEvent> {
  for await (const { workflowId, memo } of client.workflow.list({ query: visibilityQuery(filter) })) {
    const event = parkedEventOf(workflowId, memo);
    if (event && matches(event, filter)) yield event;
  }
}

/** Taken as a whole before the first signal, so that a run never meets what it has set going itself. */
async function snapshot(client: Client, which: Which): Promise<Snapshot[]> {
  const events: Snapshot[] = [];
  for await (const { source, key, since } of isList(which) ? which : list(client, which)) {
    events.push({ source, key, since });
  }
  return events;
}

/** The server's own record of an event, which unlike visibility is of this moment. */
async function look(
  client: Client,
  source: string,
  key: string,
): Promise<{ description: WorkflowExecutionDescription; parked?: ParkedEvent }> {
  try {
    const description = await client.workflow.getHandle(eventId(source, key)).describe();
    const isOpen = description.status.name === 'RUNNING';
    const parked = isOpen ? parkedEventOf(description.workflowId, description.memo) : undefined;
    return { description, ...(parked && { parked }) };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new UnknownEventError(source, key);
    throw error;
  }
}

/** False when it is not parked any more, or again. */
async function sendIfSame(client: Client, event: Snapshot, signal: string, args: unknown[]): Promise<boolean> {
  try {
    const { parked, description } = await look(client, event.source, event.key);
    return parked?.since === event.since && (await send(client, description, signal, args));
  } catch (error) {
    if (error instanceof UnknownEventError) return false;
    throw error;
  }
}

/** False when that very run has ended since it was described. */
async function send(
  client: Client,
  { workflowId, runId }: WorkflowExecutionDescription,
  signal: string,
  args: unknown[],
): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId, runId).signal(signal, ...args);
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

async function show(client: Client, source: string, key: string): Promise<ShownEvent> {
  const { description, parked } = await look(client, source, key);
  const { eventType } = (description.memo ?? {}) as EventMemo;
  const status = description.status.name;
  const handle = client.workflow.getHandle<() => Promise<EventResult>>(description.workflowId, description.runId);
  return {
    source,
    key,
    status,
    ...((parked ?? eventType) && { eventType: parked?.eventType ?? eventType }),
    ...(parked && { parked }),
    ...(status === 'COMPLETED' && { result: await handle.result() }),
    ...(await asked(client, handle)),
  };
}

async function asked(
  client: Client,
  handle: { query<T>(name: string): Promise<T> },
): Promise<Pick<ShownEvent, 'state' | 'event' | 'unanswered'>> {
  try {
    return await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, async () => ({
      state: await handle.query<EventState>('state'),
      event: await handle.query<unknown>('event'),
    }));
  } catch (error) {
    return { unanswered: isTimeout(error) ? `No answer within ${QUERY_TIMEOUT_MS / 1_000} s.` : messageOf(error) };
  }
}

function isTimeout(error: unknown): boolean {
  const DEADLINE_EXCEEDED = 4;
  const codes = [error, error instanceof Error ? error.cause : undefined].filter(isGrpcServiceError);
  return codes.some(({ code }) => code.valueOf() === DEADLINE_EXCEEDED);
}

function isList(which: Which): which is readonly ParkedEvent[] {
  return Array.isArray(which);
}
