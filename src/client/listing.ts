/**
 * Workflows as visibility lists them. The SDK's own list decodes every memo as it goes, and one that was written with a key which is not here
 * would end it: what is somebody else's must not hide the rest.
 */
import { ServiceError, type Client } from '@temporalio/client';
import { decodeMapFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { tsToMs } from '@temporalio/common/lib/time';
import type { temporal } from '@temporalio/proto';

type Info = temporal.api.workflow.v1.IWorkflowExecutionInfo;

export interface Listed {
  workflowId: string;
  runId: string;
  /** In Temporal's words: `RUNNING`, `COMPLETED`, … */
  status: string;
  /** ms since 1970 */
  startedAt: number;
  /** @throws what the codec throws when it cannot be read */
  memo: () => Promise<Record<string, unknown> | undefined>;
}

/** @throws ServiceError as the SDK's own list does */
export async function* listed(client: Client, query: string): AsyncGenerator<Listed> {
  const { namespace } = client.options;
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.workflowService
      .listWorkflowExecutions({ namespace, query, nextPageToken })
      .catch((cause: Error) => {
        throw new ServiceError('Failed to list workflows', { cause });
      });
    for (const info of page.executions) yield entryOf(client, info);
    ({ nextPageToken } = page);
  } while (nextPageToken.length > 0);
}

function entryOf(client: Client, { execution, status, startTime, memo }: Info): Listed {
  return {
    workflowId: execution?.workflowId ?? '',
    runId: execution?.runId ?? '',
    status: STATUS_NAMES[status?.valueOf() ?? 0] ?? 'UNKNOWN',
    startedAt: startTime ? tsToMs(startTime) : 0,
    memo: () => decodeMapFromPayloads(client.options.loadedDataConverter, memo?.fields),
  };
}

/** `temporal.api.enums.v1.WorkflowExecutionStatus`, whose names the client gives only to what it has decoded. */
const STATUS_NAMES = [
  'UNSPECIFIED',
  'RUNNING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'TERMINATED',
  'CONTINUED_AS_NEW',
  'TIMED_OUT',
  'PAUSED',
];
