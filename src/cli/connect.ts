import { Client, Connection, NamespaceNotFoundError, ServiceError } from '@temporalio/client';
import { vodEventsDataConverter } from '../codec/data-converter';
import { InvalidEncryptionKeys } from '../codec/errors';
import { keyRingFromEnv } from '../codec/key-ring-from-env';
import type { KeyRing } from '../codec/key-ring';
import { TemporalUnavailableError } from '../worker/errors';
import { temporalConfig } from '../worker/temporal-config';
import { UsageError } from './exit';

/**
 * Connects as the worker does, by `TEMPORAL_*` and with its encryption keys, and disconnects afterwards.
 * @throws UsageError when those are wrong, and TemporalUnavailableError when Temporal cannot be reached, refuses us or fails.
 */
export async function withClient<T>(act: (client: Client) => Promise<T>): Promise<T> {
  const config = temporalConfig(process.env);
  if (typeof config === 'string') throw new UsageError(config);
  const dataConverter = vodEventsDataConverter({ keys: encryptionKeys() });
  const { connectionOptions, address, namespace } = config;
  const connection = await Connection.connect(connectionOptions).catch((error: unknown) => {
    throw new TemporalUnavailableError(address, namespace, error);
  });
  try {
    return await act(new Client({ connection, namespace, dataConverter }));
  } catch (error) {
    if (error instanceof ServiceError || error instanceof NamespaceNotFoundError) {
      throw new TemporalUnavailableError(address, namespace, error);
    }
    throw error;
  } finally {
    await connection.close();
  }
}

function encryptionKeys(): KeyRing | undefined {
  try {
    return keyRingFromEnv(process.env);
  } catch (error) {
    throw error instanceof InvalidEncryptionKeys ? new UsageError(error.message) : error;
  }
}
