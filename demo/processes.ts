/**
 * The processes of the demo, each in a group of its own: Ctrl-C on a terminal reaches the demo alone, which then ends the others in order.
 * Whatever happens to the demo short of SIGKILL, they end with it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Connection } from '@temporalio/client';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Started {
  child: ChildProcess;
  /** Resolves when it has ended, and is not rejected. */
  ended: Promise<Ended>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function start(command: string, args: string[], env: NodeJS.ProcessEnv, log: number | 'pipe'): Started {
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', log, log] });
  running.add(child);
  const ended = new Promise<Ended>((resolve) => {
    child.on('error', () => resolve({ code: null, signal: null }));
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  void ended.then(() => running.delete(child));
  return { child, ended };
}

export interface TemporalServer {
  address: string;
  /** Of the web UI; unknown for a server that was there already. */
  uiUrl?: string;
  stop(): Promise<void>;
}

/** The server at TEMPORAL_ADDRESS, or a development server of our own, in memory, with its UI. */
export async function startTemporal(log: number | 'pipe'): Promise<TemporalServer> {
  const given = process.env.TEMPORAL_ADDRESS;
  if (given) return { address: given, stop: () => Promise.resolve() };
  const cli = process.env.VOD_EVENTS_TEMPORAL_CLI;
  if (!cli) throw new Error('There is no Temporal server. Start the demo with "npm run demo", which sees to it.');
  const [port, uiPort] = [await freePort(), await freePort()];
  const args = [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--ui-port',
    `${uiPort}`,
    '--log-level',
    'error',
  ];
  const server = start(cli, args, process.env, log);
  const address = `127.0.0.1:${port}`;
  await reachable(address, server.ended);
  return {
    address,
    uiUrl: `http://127.0.0.1:${uiPort}`,
    stop: async () => {
      server.child.kill('SIGTERM');
      await server.ended;
    },
  };
}

async function reachable(address: string, ended: Promise<Ended>): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  for (const giveUpAt = Date.now() + 30_000; ;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 1_000 });
      return await connection.close();
    } catch (error) {
      if (over || Date.now() > giveUpAt)
        throw new Error(`The Temporal server at ${address} did not start.`, { cause: error });
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
