import { Client, Connection, NamespaceNotFoundError, ServiceError } from '@temporalio/client';
import { vodEventsDataConverter } from '../codec/data-converter';
import { retryWithinDeadline } from '../retry-within-deadline';
import { loadDeploymentConfig, type DeploymentConfig } from '../worker/deployment';
import { ConfigurationError, TemporalUnavailableError } from '../worker/errors';
import { temporalConfig } from '../worker/temporal-config';
import { UsageError } from './exit';

/**
 * Connects as the worker does, by `TEMPORAL_*` and with its encryption keys, and disconnects afterwards. `act` is told the workers' task queue too.
 * @throws UsageError when those are wrong, and TemporalUnavailableError when Temporal cannot be reached, refuses us or fails.
 */
export async function withClient<T>(act: (client: Client, taskQueue: string) => Promise<T>): Promise<T> {
  const config = temporalConfig(process.env);
  if (typeof config === 'string') throw new UsageError(config);
  const { keys, taskQueue } = await deploymentConfig();
  const dataConverter = vodEventsDataConverter({ keys });
  const { connectionOptions, address, namespace } = config;
  const connection = await Connection.connect({ ...connectionOptions, interceptors: [retryWithinDeadline] }).catch(
    (error: unknown) => {
      throw new TemporalUnavailableError(address, namespace, error);
    },
  );
  try {
    return await act(new Client({ connection, namespace, dataConverter }), taskQueue);
  } catch (error) {
    if (error instanceof ServiceError || error instanceof NamespaceNotFoundError) {
      throw new TemporalUnavailableError(address, namespace, error);
    }
    throw error;
  } finally {
    await connection.close();
  }
}

async function deploymentConfig(): Promise<DeploymentConfig> {
  try {
    return await loadDeploymentConfig(process.env);
  } catch (error) {
    throw error instanceof ConfigurationError ? new UsageError(error.message) : error;
  }
}
