import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { cleanUp, clientOf, failureOf, json, rawStandIn, standIn, type StandIn } from './stand-in';

afterEach(cleanUp);

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const raw = (answer: (socket: Socket) => void) => () => rawStandIn(answer);
const http = (answer: (response: ServerResponse) => void) => () => standIn(answer);
const body = (text: string, type = 'application/json') =>
  http((response) => void response.writeHead(200, { 'content-type': type }).end(text));

const CASES: [string, () => Promise<Pick<StandIn, 'url'>>, string][] = [
  ['a reset before the headers', raw((socket) => socket.resetAndDestroy()), 'did not answer'],
  ['a close before the headers', raw((socket) => socket.end()), 'did not answer'],
  ['something that is not HTTP', raw((socket) => socket.end('SSH-2.0-x\r\n')), 'did not answer'],
  [
    'a reset in the body',
    raw((socket) =>
      socket.write(`${HEAD}Content-Length: 99\r\n\r\n{"Resp`, () => setTimeout(() => socket.resetAndDestroy(), 20)),
    ),
    'broke off',
  ],
  [
    'a chunked body that is cut',
    raw((socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\n{"Res\r\n`)),
    'broke off',
  ],
  [
    'a body that is not the gzip it claims to be',
    http((response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"Response":{}}')),
    'broke off',
  ],
  ['invalid JSON', body('{"Response":{'), 'not JSON'],
  ['HTML', body('<html>hello</html>', 'text/html'), 'not JSON'],
  ['an empty body', body(''), 'not JSON'],
  ['null', body('null'), 'no Response'],
  ['JSON without Response', body('{}'), 'no Response'],
  ['Response null', body('{"Response":null}'), 'no Response'],
  ['a Response that is a list', body('{"Response":[]}'), 'not an object'],
  ['a Response that is a string', body('{"Response":"x"}'), 'not an object'],
  ['an event stream that ends', body('data: x\n\n', 'text/event-stream'), 'not an object'],
  [
    'an event stream that goes on',
    http((response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: x\n\n')),
    'not an object',
  ],
  ['a redirect to itself', http((response) => void response.writeHead(302, { location: '/' }).end()), 'did not answer'],
  [
    'a redirect elsewhere',
    http((response) => void response.writeHead(302, { location: 'https://127.0.0.1:1/' }).end()),
    '',
  ],
];

describe('no readable answer', () => {
  it.each(CASES)('because of %s is unreachable', async (_name, start, says) => {
    const { url } = await start();
    const client = clientOf(url);
    for (const call of [() => client.pullEvents(), () => client.confirmEvents(['h'])]) {
      const failure = await failureOf(call());
      expect(failure).toMatchObject({ errorClass: 'unreachable', source: 'main' });
      expect(failure.code).toBeUndefined();
      expect(failure.requestId).toBeUndefined();
      expect(failure.message).toContain(says);
    }
  });

  it('because the connection is refused is unreachable, and says so', async () => {
    const { url } = await standIn((response) => json(response, {}));
    await cleanUp();
    const failure = await failureOf(clientOf(url).pullEvents());
    expect(failure.errorClass).toBe('unreachable');
    expect(failure.code).toBeUndefined();
    expect(failure.message).toContain('ECONNREFUSED');
  });

  it('because of TLS where there is none is unreachable', async () => {
    const { url } = await standIn((response) => json(response, {}));
    expect(await failureOf(clientOf(url.replace('http:', 'https:')).pullEvents())).toMatchObject({
      errorClass: 'unreachable',
    });
  });

  it('does not spoil the next call', async () => {
    let calls = 0;
    const { url } = await standIn((response) => {
      if (calls++ === 0) response.destroy();
      else json(response, { Response: { RequestId: 'req-2' } });
    });
    const client = clientOf(url);
    await failureOf(client.confirmEvents(['h']));
    expect(await client.confirmEvents(['h'])).toEqual({ requestId: 'req-2' });
  });
});
