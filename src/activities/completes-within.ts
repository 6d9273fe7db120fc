import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { withinMs } from '../waiting';

const { HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT } = temporal.api.enums.v1.HistoryEventFilterType;

/**
 * Whether a workflow completes within `ms`, and before `signal` is aborted. By long polls, each of which the server answers within 20 s. The
 * client's own wait cannot be ended over a worker's connection: it heeds no signal and goes on while the workflow is open, which may be days; with
 * a deadline the server answers at once in the last second before it, and is asked hundreds of times (measured, SDK 1.24).
 */
export async function completesWithin(
  client: Client,
  workflowId: string,
  ms: number,
  signal: AbortSignal,
): Promise<boolean> {
  const request = {
    namespace: client.options.namespace,
    execution: { workflowId },
    waitNewEvent: true,
    historyEventFilterType: HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT,
    skipArchival: true,
  };
  let isOver = false;
  const completes = async (): Promise<boolean> => {
    while (!isOver) {
      const { history } = await client.workflowService.getWorkflowExecutionHistory(request);
      const [closed] = history?.events ?? [];
      // The next poll is of the run that goes on with it.
      if (closed && !closed.workflowExecutionContinuedAsNewEventAttributes) {
        return Boolean(closed.workflowExecutionCompletedEventAttributes);
      }
    }
    return false;
  };
  try {
    const completed = completes().catch(() => false);
    return (await withinMs(completed, ms, signal)) ?? false;
  } finally {
    isOver = true;
  }
}
