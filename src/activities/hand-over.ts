import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { EVENT_WORKFLOW, eventId, type EventInput, type EventMemo } from '../core/contract';
import { callWithin } from '../call-within';
import { backoffMs } from '../core/backoff';
import { WORKFLOW_TASK_TIMEOUT_MS } from '../core/defaults';
import { shownEventType } from '../core/event-type';
import type { Observe } from '../core/observe';
import type { Tracing } from '../tracing/tracing';
import { isFinal, messageOf } from '../grpc';
import type { Slots } from './slots';
import { pause } from '../waiting';

export interface HandOverDeps {
  client: Client;
  taskQueue: string;
  observe: Observe;
  /** Bounds the hand-overs under way. */
  handOvers: Slots;
  tracing: Tracing;
}

/** One event on its way to a workflow of its own. */
interface HandOver {
  event: EventInput;
  eventType: string;
  /** Workflow id of the batch that has it. */
  batch?: string | undefined;
  /** ms since 1970 */
  untilMs: number;
  signal: AbortSignal;
  /** What it is traced under. */
  traceparent?: string;
}

/**
 * Gives an event a workflow of its own, started under an id made from its key: a second start of the same event is refused by the server,
 * which is how a redelivery is handled once. Tries until `untilMs`; false when the server has not said by then that it has accepted it. It may
 * have all the same.
 */
export async function handOver(deps: HandOverDeps, subject: HandOver): Promise<boolean> {
  const { source, key: eventKey, event } = subject.event;
  const span = deps.tracing.start('hand over', { source, eventKey, eventType: shownEventType(event) }, [
    subject.traceparent,
  ]);
  const { traceparent } = span;
  const handed = { ...subject, event: { ...subject.event, ...(traceparent !== undefined && { traceparent }) } };
  const isOwned = await span.within(() => handOverInTurn(deps, handed));
  if (isOwned) span.end({ outcome: 'owned' });
  else span.fail('NotHandedOver', { outcome: 'left' });
  return isOwned;
}

async function handOverInTurn(deps: HandOverDeps, subject: HandOver): Promise<boolean> {
  if (!(await deps.handOvers.take(subject.event.source, subject.untilMs - Date.now(), subject.signal))) {
    complain(deps, subject, 'too many hand-overs were under way until the time was over');
    return false;
  }
  const { eventType, batch, event } = subject;
  const isOwned = await startEventWorkflow(deps, subject);
  if (isOwned) deps.observe('event:handover:ok', { source: event.source, key: event.key, batch, eventType });
  return isOwned;
}

/** Has a slot, and gives it back once no call is under way any more, even if nobody waits for that one: it still burdens the server. */
async function startEventWorkflow(deps: HandOverDeps, subject: HandOver): Promise<boolean> {
  const { untilMs, signal } = subject;
  let call: Promise<unknown> | undefined;
  try {
    for (let failures = 1; ; failures++) {
      try {
        const leftMs = Math.max(untilMs - Date.now(), 100);
        await callWithin(deps.client, leftMs, () => (call = startOnce(deps, subject)));
        return true;
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return true;
        const pauseMs = backoffMs(failures, { initialMs: 200, maximumMs: 2_000 }, Math.random());
        if (isFinal(error) || signal.aborted || Date.now() + pauseMs >= untilMs) {
          complain(deps, subject, messageOf(error));
          return false;
        }
        await pause(pauseMs, signal);
      }
    }
  } finally {
    void Promise.allSettled([call]).then(() => deps.handOvers.give());
  }
}

function startOnce({ client, taskQueue }: HandOverDeps, { event, eventType }: HandOver): Promise<unknown> {
  return client.workflow.start(EVENT_WORKFLOW, {
    taskQueue,
    workflowId: eventId(event.source, event.key),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    args: [event],
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
    // Not eagerly: nobody waits for it, and a flood of slow events would take the slots of the batches.
    staticSummary: eventType,
    memo: { eventType: shownEventType(event.event) } satisfies EventMemo,
  });
}

function complain({ observe }: HandOverDeps, { event, eventType, batch }: HandOver, error: string): void {
  observe('event:handover:failed', {
    source: event.source,
    key: event.key,
    batch,
    eventType,
    eventBytes: Buffer.byteLength(JSON.stringify(event.event) ?? ''),
    error,
  });
}
