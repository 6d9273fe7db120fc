/**
 * `vodEventBatch`: what one turn of the pump pulled, as a durable process of two steps.
 *
 * 1. `processEvents` gives every event a verdict: `done` (its handler succeeded), `owned` (a `vodEvent` workflow has it) or `left`.
 * 2. `confirmEvents` confirms the handles of what is `done` or `owned`, until the deadline.
 *
 * Both are local activities: no event is stored a second time, and the whole batch is one workflow task as long as handlers are quick.
 * The window bounds the confirm, never the processing: what cannot finish quickly has been handed over by the end of step 1.
 * After the deadline nothing is confirmed. An event that is neither done nor owned is left, and VOD delivers it again.
 *
 * A cancelled batch starts no more handlers, aborts those that run, and still confirms what is done.
 */
import { CancellationScope, proxyLocalActivities, setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/types';
import type { BatchInput, BatchResult } from '../core/contract';
import { WINDOW_MS } from '../core/defaults';
import { parseBatchInput } from '../core/input';
import { settledHandles } from '../core/settled-handles';
import { deadlineByServer } from '../core/window';
import { checkedInput } from './checked-input';
import { confirm } from './confirm';

const { processEvents } = proxyLocalActivities<Pick<Activities, 'processEvents'>>({
  // The activity ends by itself well before; this is for one that is stuck.
  startToCloseTimeout: WINDOW_MS,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '5s' },
  // A longer wait, for a worker that serves the source, is a timer and holds no workflow task.
  localRetryThreshold: '10s',
});

/**
 * Started, task scheduled, task started, and one event for each of two callers that attached in between (a Nexus operation that is called twice at
 * once). A task that was lost (its worker died, its time ran out) leaves six at least: these three, that it was lost, scheduled and started again.
 */
const UNTOUCHED_HISTORY = 5;

/**
 * It is over within its window, so the version that began it can be waited for, and a change of it needs no patch. The server refuses a behaviour
 * from a worker without a version. What lives longer has none of its own but the default of our workers, AUTO_UPGRADE: it may be replayed by either.
 */
setWorkflowOptions(
  () => (workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior: 'PINNED' } : {}),
  vodEventBatch,
);

export async function vodEventBatch(input: BatchInput): Promise<BatchResult> {
  const batch = checkedInput(parseBatchInput, input, 'fails');
  const { historyLength, startTime } = workflowInfo();
  const deadline = deadlineByServer(batch, startTime.getTime());
  const leftMs = Math.max(0, deadline - Date.now());
  const verdicts = await processEvents({ ...batch, begunBefore: historyLength > UNTOUCHED_HISTORY, leftMs });
  const settled = settledHandles(batch, verdicts);
  const unconfirmed = await CancellationScope.nonCancellable(() => confirm(batch, deadline, settled));
  const count = (verdict: string): number => verdicts.filter((event) => event.verdict === verdict).length;
  return {
    done: count('done'),
    owned: count('owned'),
    left: count('left'),
    confirmed: settled.length - unconfirmed.length,
    unconfirmed: unconfirmed.map(({ key }) => key),
    unfinished: verdicts.flatMap(({ unfinished }, index) => (unfinished ? [index] : [])),
  };
}
