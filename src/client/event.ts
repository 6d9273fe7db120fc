/** One event that has a workflow of its own: shown, asked and decided about. */
import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import {
  eventId,
  type DiscardArgument,
  type EventMemo,
  type EventResult,
  type EventState,
  type RetryArgument,
} from '../core/contract';
import { parseDiscardArguments, parseRetryArguments } from '../core/signal-arguments';
import { ask } from './ask';
import { EventNotParkedError, NoWorkerAnsweredError, UnknownEventError } from './errors';
import { parkedEventOf, type ParkedEvent } from './parked-memo';
import { story, type EventStory, type StoryOptions } from './story';

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

export interface EventControl {
  /**
   * What its workflow says of it. Needs a worker, and waits for one for 10 s.
   * @throws UnknownEventError when no workflow has or had this event, and NoWorkerAnsweredError when no worker runs.
   */
  state(): Promise<EventState>;
  /**
   * All that is known of it, payload included; without a worker what the server knows by itself, after 10 s.
   * @throws UnknownEventError when no workflow has or had this event.
   */
  show(): Promise<ShownEvent>;
  /**
   * What happened to it, step by step, whether or not it ever had a workflow of its own. Needs no worker, and tells no payload.
   * @throws EventNotFoundError when neither a batch nor a workflow had it, InvalidInput for wrong arguments, the signal's reason when it is aborted.
   */
  story(options?: StoryOptions): Promise<EventStory>;
  /**
   * Has it, parked as it is, handled again, its tries counted anew; with `event` that one instead, under the same key. Returns once Temporal
   * has the signal; should the handler fail again, the event is parked again.
   * @throws InvalidInput when `event` is not one JSON object with an `EventType`, or has more than 1,500,000 bytes.
   * @throws UnknownEventError when no workflow has or had this event, and EventNotParkedError when it is handled or has ended.
   */
  retry(change?: RetryArgument): Promise<void>;
  /**
   * Drops it, parked as it is, for good.
   * @throws InvalidInput when `reason` is not a text of 1 to 500 characters.
   * @throws UnknownEventError when no workflow has or had this event, and EventNotParkedError when it is handled or has ended.
   */
  discard(why?: DiscardArgument): Promise<void>;
}

export function eventControl(client: Client, source: string, key: string): EventControl {
  const decide = async (signal: string, args: unknown[]): Promise<void> => {
    const { description } = await lookParked(client, source, key);
    if (!(await send(client, description, signal, args))) throw new EventNotParkedError(source, key, false);
  };
  return {
    state: () => state(client, source, key),
    show: () => show(client, source, key),
    story: (options) => story(client, source, key, options),
    // Checked here too, where the caller hears of it.
    retry: async (change = {}) => decide('retry', argumentsOf(parseRetryArguments([change]))),
    discard: async (why = {}) => decide('discard', argumentsOf(parseDiscardArguments([why]))),
  };
}

/** No argument at all where there is nothing to say: then workers of any version understand it. */
export const argumentsOf = (argument: object): unknown[] => (Object.keys(argument).length > 0 ? [argument] : []);

/** A parked event as it was found. */
export type Snapshot = Pick<ParkedEvent, 'source' | 'key' | 'since'>;

/** False when it is not parked any more, or again. */
export async function sendIfSame(client: Client, event: Snapshot, signal: string, args: unknown[]): Promise<boolean> {
  try {
    const { parked, description } = await look(client, event.source, event.key);
    return parked?.since === event.since && (await send(client, description, signal, args));
  } catch (error) {
    if (error instanceof UnknownEventError) return false;
    throw error;
  }
}

/** @throws UnknownEventError when no workflow has or had this event, and EventNotParkedError when it is handled or has ended. */
export async function lookParked(client: Client, source: string, key: string): Promise<Required<Looked>> {
  const { parked, description } = await look(client, source, key);
  if (!parked) throw new EventNotParkedError(source, key, description.status.name === 'RUNNING');
  return { parked, description };
}

interface Looked {
  description: WorkflowExecutionDescription;
  /** Missing when it is not parked. */
  parked?: ParkedEvent;
}

/** The server's own record of an event, which unlike visibility is of this moment. */
async function look(client: Client, source: string, key: string): Promise<Looked> {
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

async function state(client: Client, source: string, key: string): Promise<EventState> {
  // For the error that says so when there is none: a query without a worker would not.
  const { description } = await look(client, source, key);
  const handle = client.workflow.getHandle(description.workflowId, description.runId);
  const asked = await ask(client, () => handle.query<EventState>('state'));
  if ('answer' in asked) return asked.answer;
  throw new NoWorkerAnsweredError(source, key, asked.unanswered);
}

async function show(client: Client, source: string, key: string): Promise<ShownEvent> {
  const { description, parked } = await look(client, source, key);
  const { eventType } = (description.memo ?? {}) as EventMemo;
  const status = description.status.name;
  const handle = client.workflow.getHandle<() => Promise<EventResult>>(description.workflowId, description.runId);
  const asked = await ask(client, async () => ({
    state: await handle.query<EventState>('state'),
    event: await handle.query<unknown>('event'),
  }));
  return {
    source,
    key,
    status,
    ...((parked ?? eventType) && { eventType: parked?.eventType ?? eventType }),
    ...(parked && { parked }),
    ...(status === 'COMPLETED' && { result: await handle.result() }),
    ...('answer' in asked ? asked.answer : asked),
  };
}
