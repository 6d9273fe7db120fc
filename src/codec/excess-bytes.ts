import type { Client } from '@temporalio/client';
import { encodeToPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { BatchInput } from '../core/contract';
import { MAX_PAYLOAD_BYTES } from '../core/defaults';

/** Bytes of a batch as Temporal would store it, compressed and encrypted; `undefined` when it fits. */
export async function excessBytes(client: Client, input: BatchInput): Promise<number | undefined> {
  const payloads = (await encodeToPayloads(client.options.loadedDataConverter, input)) ?? [];
  const bytes = payloads.reduce((total, { data }) => total + (data?.length ?? 0), 0);
  return bytes > MAX_PAYLOAD_BYTES ? bytes : undefined;
}
