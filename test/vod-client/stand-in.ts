import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createVodClient, type VodClient, type VodClientOptions } from '../../src/vod/client';
import { VodCallError } from '../../src/vod/errors';

/** Servers that answer one thing, however wrong, so that each way a call can fail is seen through the real SDK. */

export const KEYS = { secretId: 'AKIDstandinstandinstandinstandin0001', secretKey: 'secret-key-of-the-stand-in' };

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface StandIn {
  url: string;
  /** Requests in the order in which their bodies were complete. */
  received: Received[];
  /** Sockets accepted so far, closed ones included. */
  sockets: Socket[];
}

const cleanUps: (() => Promise<void> | void)[] = [];

/** To be called in `afterEach` by every file that starts stand-ins or clients. */
export async function cleanUp(): Promise<void> {
  for (const undo of cleanUps.splice(0).reverse()) await undo();
}

async function listen(server: Server): Promise<{ url: string; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
}

/** Reads each request whole and leaves the answer to `answer`. */
export async function standIn(answer: (response: ServerResponse, received: Received) => void): Promise<StandIn> {
  const received: Received[] = [];
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const seen = { headers: request.headers, body };
      received.push(seen);
      answer(response, seen);
    });
  };
  return { ...(await listen(createServer(listener))), received };
}

/** Hands over the socket as soon as the first bytes of a request are there. */
export async function rawStandIn(answer: (socket: Socket) => void): Promise<StandIn> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  });
  return { ...(await listen(server)), received: [] };
}

export function json(response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function apiError(response: ServerResponse, code: unknown, message = 'words', requestId = 'req-1'): void {
  json(
    response,
    { Response: { Error: { Code: code, Message: message }, RequestId: requestId } },
    { 'x-tc-traceid': 'trace-1' },
  );
}

export function clientOf(endpoint: string, options: Partial<VodClientOptions> = {}): VodClient {
  const client = createVodClient({ source: 'main', endpoint, credential: KEYS, ...options });
  cleanUps.push(() => client.close());
  return client;
}

/** The {@link VodCallError} that a call fails with. */
export async function failureOf(call: Promise<unknown>): Promise<VodCallError> {
  const thrown = await call.then(
    () => new Error('the call succeeded'),
    (error: unknown) => error,
  );
  if (thrown instanceof VodCallError) return thrown;
  throw thrown;
}
