/**
 * What the server has of workflows, as the bytes it sends and decoded by nobody: what is readable in them is readable for whoever can look
 * into the server, its database or its UI.
 */
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const { DescribeWorkflowExecutionResponse, GetWorkflowExecutionHistoryResponse, QueryWorkflowResponse } =
  temporal.api.workflowservice.v1;

export interface Execution {
  type: string;
  workflowId: string;
  runId: string;
}

/** All workflows of a task queue that the server lists by now, closed ones included. */
export async function executionsOf(client: Client, taskQueue: string): Promise<Execution[]> {
  const { namespace } = client.options;
  const { executions } = await client.workflowService.listWorkflowExecutions({
    namespace,
    query: `TaskQueue = '${taskQueue}'`,
    pageSize: 1_000,
  });
  return (executions ?? []).map(({ type, execution }) => ({
    type: type?.name ?? '',
    workflowId: execution?.workflowId ?? '',
    runId: execution?.runId ?? '',
  }));
}

/** History, description (memo, search attributes, heartbeats, last failures) and, where there is one, the answer of a query. */
export async function storedBytes(client: Client, execution: Execution, queryType?: string): Promise<Buffer> {
  const history = await historyBytes(client, execution);
  const parts = [history, await describedBytes(client, execution)];
  if (queryType !== undefined) parts.push(await answerBytes(client, execution, queryType));
  return Buffer.concat(parts);
}

export async function historyBytes(client: Client, { workflowId, runId }: Execution): Promise<Buffer> {
  const { namespace } = client.options;
  const pages: Uint8Array[] = [];
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution: { workflowId, runId },
      ...(nextPageToken && { nextPageToken }),
    });
    pages.push(GetWorkflowExecutionHistoryResponse.encode(page).finish());
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
  } while (nextPageToken);
  return Buffer.concat(pages);
}

export async function describedBytes(
  client: Client,
  { workflowId, runId }: Pick<Execution, 'workflowId' | 'runId'>,
): Promise<Buffer> {
  const { namespace } = client.options;
  const described = await client.workflowService.describeWorkflowExecution({
    namespace,
    execution: { workflowId, runId },
  });
  return Buffer.from(DescribeWorkflowExecutionResponse.encode(described).finish());
}

async function answerBytes(client: Client, { workflowId, runId }: Execution, queryType: string): Promise<Buffer> {
  const { namespace } = client.options;
  const answer = await client.workflowService.queryWorkflow({
    namespace,
    execution: { workflowId, runId },
    query: { queryType },
  });
  return Buffer.from(QueryWorkflowResponse.encode(answer).finish());
}
