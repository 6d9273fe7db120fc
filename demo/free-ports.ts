import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/**
 * Below what systems give to outgoing connections and to whoever asks for any port (Linux from 32768, others from 49152): of those, one can be
 * gone again in the seconds until it is listened on.
 */
const LOWEST = 20_000;
const HIGHEST = 32_767;

/** Ports of this machine that nobody listens on. Taken at the same time, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  try {
    while (servers.length < count) {
      const server = createServer();
      if (await listen(server, randomInt(LOWEST, HIGHEST + 1))) servers.push(server);
    }
    return servers.map((server) => (server.address() as AddressInfo).port);
  } finally {
    await Promise.all(servers.map((server) => once(server.close(), 'close')));
  }
}

/** False when somebody else has the port, or the system keeps it for itself. */
async function listen(server: Server, port: number): Promise<boolean> {
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['EADDRINUSE', 'EACCES'].includes(String(error.code)))
      return false;
    throw error;
  }
}
