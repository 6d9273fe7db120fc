import { once } from 'node:events';
import { Agent, request, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { readCallback } from '../../src/ingress/callback';
import { Refusal } from '../../src/ingress/refusals';
import { contentKey } from '../../src/vod/event-key';
import { post, signatureBy } from '../support/push';
import { KEY, PATH, startIngress, type TestIngress } from './support';

const agent = new Agent({ keepAlive: true });
let ingress: TestIngress;
beforeAll(async () => {
  ingress = await startIngress({
    // As far as the start of a batch gets before it needs Temporal.
    take: ({ event }) => Promise.resolve(JSON.stringify([event, contentKey(event)])),
  });
});
afterAll(() => {
  agent.destroy();
  return ingress.close();
});

const signed = signatureBy(KEY);
const name = fc.oneof(
  fc.constantFrom('EventType', 'Sign', 'T', 'EventHandle', '__proto__', 'constructor'),
  fc.string(),
);
const object = fc.dictionary(name, fc.jsonValue());
const jsonBody = fc.oneof(
  fc.jsonValue(),
  object,
  object.map((event) => ({ ...event, ...signed })),
  fc.record({
    EventType: fc.string(),
    Sign: fc.constant(signed.Sign),
    T: fc.jsonValue().map((value) => JSON.stringify(value)),
  }),
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  jsonBody.map((value) => Buffer.from(JSON.stringify(value) ?? '')),
  // Cut short somewhere.
  fc.tuple(jsonBody, fc.nat(50)).map(([value, at]) => Buffer.from((JSON.stringify(value) ?? '').slice(0, at), 'utf8')),
);

it('no body and no query makes the reader do anything but take or refuse', () => {
  const query = fc.dictionary(name, fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(signed.Sign)));
  fc.assert(
    fc.property(body, query, fc.constantFrom([], [KEY]), (bytes, fields, keys) => {
      try {
        const { event } = readCallback({ query: fields, body: bytes }, keys, Date.now());
        for (const taken of ['Sign', 'T', 'EventHandle']) expect(Object.hasOwn(event, taken)).toBe(false);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
        expect((error as Refusal).status).toBeLessThan(500);
      }
    }),
    { numRuns: 1_000 },
  );
});

it('no request is answered with a failure of ours', async () => {
  const path = fc.oneof(
    fc.constantFrom(PATH, '/livez', '/readyz', `${PATH}?Sign=${signed.Sign}&T=${signed.T}`, `${PATH}?%`, `${PATH}%2f`),
    fc.string().map((text) => `/${encodeURI(text)}`),
  );
  const type = fc.constantFrom('application/json', 'application/json; charset=utf-16', 'text/plain', 'a/b;;=', '');
  const method = fc.constantFrom('POST', 'GET', 'PUT', 'OPTIONS', 'DELETE', 'PATCH');
  await fc.assert(
    fc.asyncProperty(path, type, method, body, async (url, contentType, verb, payload) => {
      const headers = contentType === '' ? {} : { 'content-type': contentType };
      const statusCode = await statusOf(url, { method: verb, headers }, payload);
      expect(statusCode).toBeLessThan(500);
    }),
    { numRuns: 500 },
  );
});

/** Not fetch, which sends only what makes sense. */
function statusOf(path: string, options: RequestOptions, payload: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${ingress.url}${path}`, { ...options, agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).setHeader('content-length', payload.length);
    sent.end(payload);
  });
}

it.each([
  ['no HTTP', 'nonsense\r\n\r\n'],
  ['another version', 'POST / HTTP/9.9\r\n\r\n'],
  ['an unknown method', `BREW ${PATH} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['a header without end', `POST ${PATH} HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}`],
  ['two lengths', `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`],
  ['a malformed chunk', `POST ${PATH} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ['a malformed URL', 'POST /%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n'],
])('%s on the wire ends that connection and nothing else', async (_what, bytes) => {
  const socket = connect(Number(new URL(ingress.url).port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  socket.end(bytes);
  await closed;
  expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
  const event = { EventType: 'ClipComplete', ...signed };
  expect((await post(`${ingress.url}${PATH}`, event)).status).toBe(200);
});
