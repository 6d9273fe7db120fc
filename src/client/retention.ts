import type { Client } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time';

/** Workflows that were closed before have been removed; ms since 1970, 0 where the server does not say. */
export async function keptSince(client: Client): Promise<number> {
  const { namespace } = client.options;
  // Nobody needs it to find what is there: one who may not ask it gets what the server has.
  const described = await client.workflowService.describeNamespace({ namespace }).catch(() => undefined);
  const retentionMs = optionalTsToMs(described?.config?.workflowExecutionRetentionTtl);
  return retentionMs ? Date.now() - retentionMs : 0;
}
