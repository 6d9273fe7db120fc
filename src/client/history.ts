/** Histories as the server keeps them: readable without a worker. */
import type { Client } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time';
import type { temporal } from '@temporalio/proto';
import { isNotFound } from '../grpc';
import type { Run } from './batch-events';

export type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** The events of one run, oldest first; none when it has been removed. */
export async function historyOf(client: Client, { workflowId, runId }: Run): Promise<HistoryEvent[]> {
  try {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    return events ?? [];
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** How a run ended. */
export interface Ending {
  /** In Temporal's words. */
  status: 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'TERMINATED' | 'TIMED_OUT' | 'CONTINUED_AS_NEW';
  /** ms since 1970 */
  at: number;
}

/** `undefined` of an event that ends nothing. */
export function endOf(event: HistoryEvent): Ending | undefined {
  const ended = ENDINGS.find(([attributes]) => event[attributes]);
  return ended && { status: ended[1], at: tsToMs(event.eventTime) };
}

const ENDINGS = [
  ['workflowExecutionCompletedEventAttributes', 'COMPLETED'],
  ['workflowExecutionFailedEventAttributes', 'FAILED'],
  ['workflowExecutionCanceledEventAttributes', 'CANCELLED'],
  ['workflowExecutionTerminatedEventAttributes', 'TERMINATED'],
  ['workflowExecutionTimedOutEventAttributes', 'TIMED_OUT'],
  ['workflowExecutionContinuedAsNewEventAttributes', 'CONTINUED_AS_NEW'],
] as const satisfies readonly (readonly [keyof HistoryEvent, Ending['status']])[];
