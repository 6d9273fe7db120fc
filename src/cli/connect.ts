import { Client, Connection, NamespaceNotFoundError, ServiceError } from '@temporalio/client';
import { TemporalUnavailableError } from '../worker/errors';
import { temporalConfig } from '../worker/temporal-config';
import { UsageError } from './exit';

/**
 * Connects as the worker does, by `TEMPORAL_*`, and disconnects afterwards.
 * @throws UsageError when those are wrong, and TemporalUnavailableError when Temporal cannot be reached, refuses us or fails.
 */
export async function withClient<T>(act: (client: Client) => Promise<T>): Promise<T> {
  const config = temporalConfig(process.env);
  if (typeof config === 'string') throw new UsageError(config);
  const { connectionOptions, address, namespace } = config;
  const connection = await Connection.connect(connectionOptions).catch((error: unknown) => {
    throw new TemporalUnavailableError(address, namespace, error);
  });
  try {
    return await act(new Client({ connection, namespace }));
  } catch (error) {
    if (error instanceof ServiceError || error instanceof NamespaceNotFoundError) {
      throw new TemporalUnavailableError(address, namespace, error);
    }
    throw error;
  } finally {
    await connection.close();
  }
}
