import type { Client } from '@temporalio/client';
import { POLLER_WORKFLOW, sourceOfPoller } from '../core/contract';

/** The sources of the namespace whose poller runs, by visibility, which runs some moments behind. Needs no worker. */
export async function runningPollers(client: Client): Promise<string[]> {
  const names: string[] = [];
  const query = `WorkflowType = '${POLLER_WORKFLOW}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of client.workflow.list({ query })) {
    const name = sourceOfPoller(workflowId);
    if (name !== undefined) names.push(name);
  }
  return names;
}
