import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { cleanUp, clientOf, failureOf, standIn } from './stand-in';

afterEach(cleanUp);

const SHORT = { pullTimeoutMs: 150, confirmTimeoutMs: 100 };

describe('the deadline of a call', () => {
  it.each([
    ['before the headers', () => {}],
    ['in the body', (response: ServerResponse) => void response.writeHead(200).write('{"Resp')],
  ])('ends one that hangs %s', async (_name, answer) => {
    const { url, sockets } = await standIn(answer);
    const client = clientOf(url, SHORT);
    const pull = await failureOf(client.pullEvents());
    expect(pull).toMatchObject({ errorClass: 'unreachable', api: 'PullEvents' });
    expect(pull.message).toContain('within 150 ms');
    const confirm = await failureOf(client.confirmEvents(['h']));
    expect(confirm).toMatchObject({ errorClass: 'unreachable', api: 'ConfirmEvents' });
    expect(confirm.message).toContain('within 100 ms');
    for (const socket of sockets) if (!socket.closed) await once(socket, 'close');
  });

  it('counts headers and body together, however slowly they trickle in', async () => {
    const { url } = await standIn((response) => {
      response.writeHead(200).flushHeaders();
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect((await failureOf(clientOf(url, SHORT).pullEvents())).message).toContain('within 150 ms');
  });

  it('holds for a credential provider that never answers', async () => {
    const { url, received } = await standIn(() => {});
    const credential = { getCredential: () => new Promise<never>(() => {}) };
    const failure = await failureOf(clientOf(url, { ...SHORT, credential }).pullEvents());
    expect(failure.message).toContain('within 150 ms');
    expect(received).toHaveLength(0);
  });
});
