/**
 * The deployable ingress: listens at once, whether Temporal is there or not, and ends when told to.
 *
 * Ending, in this order, so that what was answered with 200 is Temporal's and everything else is VOD's to repeat:
 * 1. Nothing new is taken: the listener is closed, and what comes over an open connection is refused with 503.
 * 2. Requests under way are answered, within the grace time.
 * 3. The connection to Temporal is closed.
 */
import { Client, Connection } from '@temporalio/client';
import type { Logger } from '@temporalio/common';
import type { FastifyInstance } from 'fastify';
import { retryWithinDeadline } from '../retry-within-deadline';
import { aborted, withinMs } from '../waiting';
import { vodEventsDataConverter } from '../codec/data-converter';
import { INGRESS_GRACE_MS, INGRESS_RECONNECT_MS } from '../core/defaults';
import { createObserve, NO_METRICS } from '../core/observe';
import type { IngressConfig } from './config';
import { ListenError } from './errors';
import { temporalReadiness } from './readiness';
import { createIngressServer } from './server';
import { startBatch } from './start-batch';

/**
 * Runs until `stop` is aborted and the requests under way are answered.
 * @throws ListenError when the address cannot be bound
 */
export async function runIngress(config: IngressConfig, log: Logger, stop: AbortSignal): Promise<void> {
  const { source, taskQueue, keys, path, bodyLimitBytes } = config;
  const { namespace, address: temporal } = config.temporal;
  const observe = createObserve({ lines: log, meter: NO_METRICS });
  const connection = connectionTo(config);
  const dataConverter = vodEventsDataConverter({ keys: config.encryption });
  const client = new Client({ connection, namespace, dataConverter });
  const isReady = temporalReadiness(client, namespace);
  const server = createIngressServer({
    path,
    keys,
    bodyLimitBytes,
    take: (callback) => startBatch({ client, source, taskQueue }, callback),
    isReady,
    source,
    observe,
    stop,
  });
  try {
    const url = await listen(server, config);
    observe('ingress:run:started', { source, taskQueue, url, temporal, signed: keys.length > 0 });
    if (keys.length === 0) observe('ingress:key:missing', { source });
    if (!(await isReady())) observe('ingress:temporal:away', { source, temporal });
    await aborted(stop);
    observe('ingress:run:finishing', { source, graceMs: INGRESS_GRACE_MS });
    await withinMs(server.close(), INGRESS_GRACE_MS);
    observe('ingress:run:ended', { source });
  } finally {
    server.server.closeAllConnections();
    await connection.close();
  }
}

function connectionTo({ temporal: { connectionOptions } }: IngressConfig): Connection {
  return Connection.lazy({
    ...connectionOptions,
    interceptors: [retryWithinDeadline],
    channelArgs: {
      'grpc.initial_reconnect_backoff_ms': INGRESS_RECONNECT_MS,
      'grpc.max_reconnect_backoff_ms': INGRESS_RECONNECT_MS,
    },
  });
}

async function listen(server: FastifyInstance, { address }: IngressConfig): Promise<string> {
  try {
    return await server.listen(address);
  } catch (error) {
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    throw new ListenError(`${host}:${address.port}`, error);
  }
}
