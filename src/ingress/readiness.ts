import type { Client } from '@temporalio/client';
import { callWithin } from '../call-within';
import { READINESS_KEPT_MS, READINESS_TIMEOUT_MS } from '../core/defaults';

/** Whether Temporal can be reached and knows our namespace. An answer is used again for a while, and a question that is open is shared. */
export function temporalReadiness(client: Client, namespace: string): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined;
  const ask = async (): Promise<boolean> => {
    const describe = (): Promise<unknown> => client.connection.workflowService.describeNamespace({ namespace });
    try {
      await callWithin(client, READINESS_TIMEOUT_MS, describe);
      return true;
    } catch {
      return false;
    } finally {
      setTimeout(() => (asked = undefined), READINESS_KEPT_MS).unref();
    }
  };
  return () => (asked ??= ask());
}
