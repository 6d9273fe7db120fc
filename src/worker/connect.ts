import { NativeConnection } from '@temporalio/worker';
import { pause } from '../waiting';
import type { Observe } from '../core/observe';
import { TemporalUnavailableError, UnreadablePollerError } from './errors';
import type { TemporalConfig } from './temporal-config';

const CONNECT_FOR_MS = 30_000;

/**
 * Tries for a while, because a worker and its server are often started together. Nothing when `stop` is aborted first.
 * @throws TemporalUnavailableError when Temporal cannot be reached within 30 s.
 */
export async function connect(
  temporal: TemporalConfig,
  observe: Observe,
  stop: AbortSignal,
): Promise<NativeConnection | undefined> {
  const giveUpAt = Date.now() + CONNECT_FOR_MS;
  while (!stop.aborted) {
    try {
      return await NativeConnection.connect(temporal.connectionOptions);
    } catch (error) {
      const unavailable = new TemporalUnavailableError(temporal.address, temporal.namespace, error);
      if (Date.now() >= giveUpAt) throw unavailable;
      observe('worker:connect:retried', { error: unavailable.message });
      await pause(1_000, stop);
    }
  }
  return undefined;
}

/** For what fails before anything was pulled: says where Temporal was looked for. */
export function unavailable(temporal: TemporalConfig): (error: unknown) => never {
  return (error) => {
    if (error instanceof UnreadablePollerError) throw error;
    throw new TemporalUnavailableError(temporal.address, temporal.namespace, error);
  };
}
