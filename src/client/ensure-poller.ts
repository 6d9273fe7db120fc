import type { Client, WorkflowHandle } from '@temporalio/client';
import { POLLER_WORKFLOW, pollerId, type PollerInput } from '../core/contract';
import { WORKFLOW_TASK_TIMEOUT_MS } from '../core/defaults';

/**
 * Makes sure that the poller of a source runs, and leaves one that runs already as it is, paused or not. One poller per source exists in
 * the whole namespace, because its workflow id is the source's.
 */
export async function ensurePoller(client: Client, source: string, taskQueue: string): Promise<WorkflowHandle> {
  const input: PollerInput = { version: 1, source };
  return client.workflow.start(POLLER_WORKFLOW, {
    taskQueue,
    workflowId: pollerId(source),
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [input],
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
    // Written with the keys of whoever starts it and kept from run to run: who can read it can read the poller. See assertReadable.
    memo: { source },
    staticSummary: `VOD events of source ${source}`,
  });
}
