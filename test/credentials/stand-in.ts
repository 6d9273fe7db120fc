import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';

const endings: (() => void)[] = [];
afterAll(() => endings.splice(0).forEach((end) => end()));

export interface Asked {
  path: string;
  body: string;
  headers: IncomingMessage['headers'];
}

/** An HTTP server in the place of STS or of the metadata service, which may also be reached through as a proxy. */
export async function standIn(
  answer: (asked: Asked, response: ServerResponse) => void,
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const one = { path: request.url ?? '', body, headers: request.headers };
      asked.push(one);
      answer(one, response);
    });
  });
  // What is tunnelled to any host ends here.
  server.on('connect', (_request, socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    server.emit('connection', socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** Of STS: temporary keys that are good for so long. */
export function stsAnswer(id: string, livesS: number): string {
  const Credentials = { TmpSecretId: id, TmpSecretKey: 'tmp-key', Token: 'tmp-token' };
  const ExpiredTime = Math.floor(Date.now() / 1_000) + livesS;
  return JSON.stringify({ Response: { Credentials, ExpiredTime, Expiration: '', RequestId: 'r' } });
}

export const stsFailure = JSON.stringify({
  Response: { Error: { Code: 'InternalError', Message: 'sts is down' }, RequestId: 'r' },
});
