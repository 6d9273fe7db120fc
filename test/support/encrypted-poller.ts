import { Client, type WorkflowHandle } from '@temporalio/client';
import { vodEventsDataConverter } from '../../src/client';
import { ensurePoller } from '../../src/client/poller';
import { newKey, ringOf } from './encryption-keys';

/** The poller of others in the namespace of `client`, encrypted with a key of theirs. Terminate it in the end. */
export function startEncryptedPoller(
  client: Client,
  source: string,
  taskQueue: string,
  key = newKey('theirs'),
): Promise<WorkflowHandle> {
  const { connection, options } = client;
  const dataConverter = vodEventsDataConverter({ keys: ringOf(key) });
  const theirs = new Client({ connection, namespace: options.namespace, dataConverter });
  return ensurePoller(theirs, source, taskQueue);
}
