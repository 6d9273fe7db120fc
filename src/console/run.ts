import { Client, Connection } from '@temporalio/client';
import { vodEventsDataConverter } from '../codec/data-converter';
import { CONSOLE_GRACE_MS, CONSOLE_RECONNECT_MS } from '../core/defaults';
import { retryWithinDeadline } from '../retry-within-deadline';
import { aborted, withinMs } from '../waiting';
import { newToken } from './access';
import { Calls } from './calls';
import type { ConsoleConfig } from './config';
import { ConsoleListenError } from './errors';
import { createConsoleServer, type ConsoleServerDeps } from './server';

export interface RunningConsole {
  /** With its token: whoever knows it may look, and decide where that is allowed. */
  address: string;
  /** Resolves when its connection may be closed: at once, or some seconds later when Temporal or a worker is away. */
  stop(): Promise<void>;
}

/**
 * Starts to listen, over a client that stays the caller's.
 * @throws ConsoleListenError when the address cannot be bound
 */
export async function startConsole(
  deps: Omit<ConsoleServerDeps, 'token' | 'calls'> & { port: number },
): Promise<RunningConsole> {
  const token = newToken();
  const calls = new Calls(deps.client);
  const server = createConsoleServer({ ...deps, token, calls });
  const { host, port } = deps;
  const url = await server.listen({ host, port }).catch((cause: unknown) => {
    throw new ConsoleListenError(host, port, cause);
  });
  return {
    // In the fragment, which a browser sends to nobody: not here, not in a Referer, and it is in no log.
    address: `${url}/#token=${token}`,
    async stop() {
      await withinMs(server.close(), CONSOLE_GRACE_MS);
      server.server.closeAllConnections();
      await calls.settled();
    },
  };
}

/**
 * Runs `vod-events console` until `stop` is aborted; the process is to end then, and with it the connection. Temporal need not be there: the page
 * says so, and goes on when it is.
 * @throws ConsoleListenError when the address cannot be bound
 */
export async function runConsole(
  config: ConsoleConfig,
  onStarted: (address: string) => void,
  onMistake: (error: unknown) => void,
  stop: AbortSignal,
): Promise<void> {
  const { connectionOptions, address, namespace } = config.temporal;
  const connection = Connection.lazy({
    ...connectionOptions,
    interceptors: [retryWithinDeadline],
    channelArgs: {
      'grpc.initial_reconnect_backoff_ms': CONSOLE_RECONNECT_MS,
      'grpc.max_reconnect_backoff_ms': CONSOLE_RECONNECT_MS,
    },
  });
  const client = new Client({
    connection,
    namespace,
    dataConverter: vodEventsDataConverter({ keys: config.encryption }),
  });
  const { host, port, allowChanges } = config;
  const ui = config.temporalUi;
  const temporal = { address, namespace, ...(ui !== undefined && { ui }) };
  const running = await startConsole({ client, temporal, host, port, allowChanges, onMistake });
  onStarted(running.address);
  await aborted(stop);
  await withinMs(running.stop(), CONSOLE_GRACE_MS);
}
