import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Refusal } from '../../src/ingress/refusals';
import { MAX_INGRESS_REQUESTS } from '../../src/core/defaults';
import { inQuery, post, secondsFromNow, signatureBy } from '../support/push';
import { until } from '../support/system';
import { KEY, PATH, startIngress, type TestIngress } from './support';

const EVENT = { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'task-canary' } };
const LIMIT = 10_000;
const JSON_TYPE = { 'content-type': 'application/json' };

let ingress: TestIngress;
beforeEach(async () => {
  ingress = await startIngress({ bodyLimitBytes: LIMIT });
});
afterEach(() => ingress.close());

const signed = (event: object = EVENT): object => ({ ...event, ...signatureBy(KEY) });

/** A signed event whose JSON has exactly as many bytes. */
function ofBytes(bytes: number): string {
  const event = { ...signed(), Filler: '' };
  return JSON.stringify({ ...event, Filler: 'x'.repeat(bytes - JSON.stringify(event).length) });
}

type Case = [string, number, string, RequestInit & { path?: string }];

const cases: Case[] = [
  ['another path', 404, 'not-found', { path: '/' }],
  ['a path that only begins the same', 404, 'not-found', { path: `${PATH}/` }],
  ['a path in other letters', 404, 'not-found', { path: PATH.toUpperCase() }],
  ['a malformed URL', 400, 'bad-request', { path: '/%zz' }],
  ['a GET', 405, 'wrong-method', { method: 'GET', body: null }],
  ['a PUT', 405, 'wrong-method', { method: 'PUT' }],
  ['a DELETE', 405, 'wrong-method', { method: 'DELETE', body: null }],
  ['a POST to a probe', 405, 'wrong-method', { path: '/livez' }],
  ['a form', 415, 'wrong-content-type', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ['text', 415, 'wrong-content-type', { headers: { 'content-type': 'text/plain' } }],
  [
    'a content type that begins like JSON',
    415,
    'wrong-content-type',
    { headers: { 'content-type': 'application/jsonp' } },
  ],
  ['no body', 415, 'wrong-content-type', { headers: {}, body: null }],
  ['a body that is no JSON', 400, 'not-json', { body: '{"EventType":' }],
  ['a list', 400, 'not-an-object', { body: JSON.stringify([signed()]) }],
  ['no signature', 401, 'unsigned', { body: JSON.stringify(EVENT) }],
  ['another key', 403, 'wrong-signature', { body: JSON.stringify({ ...EVENT, ...signatureBy('other') }) }],
  ['an old signature', 403, 'expired', { body: JSON.stringify({ ...EVENT, ...signatureBy(KEY, secondsFromNow(-5)) }) }],
  ['one byte too many', 413, 'too-large', { body: ofBytes(LIMIT + 1) }],
];

describe('what is not VOD’s', () => {
  it.each(cases)('%s is answered with %i %s', async (_what, status, code, { path = PATH, ...init }) => {
    const response = await fetch(`${ingress.url}${path}`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify(signed()),
      ...init,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ code, message: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(ingress.taken).toEqual([]);
    expect(ingress.log.lines).toEqual([
      expect.objectContaining({ level: 'WARN', message: 'Request refused', reason: code, status, source: 'test' }),
    ]);
  });

  it('a wrong method is told the right one', async () => {
    expect((await fetch(`${ingress.url}${PATH}`)).headers.get('allow')).toBe('POST');
    expect((await post(`${ingress.url}/readyz`, {})).headers.get('allow')).toBe('GET, HEAD');
  });

  it('what is unsigned is told how to sign', async () => {
    expect((await post(`${ingress.url}${PATH}`, EVENT)).headers.get('www-authenticate')).toBe('VOD-Sign');
  });

  it('a body without a length is cut off at the limit too', async () => {
    const sent = request(`${ingress.url}${PATH}`, { method: 'POST', headers: JSON_TYPE });
    sent.on('error', () => {});
    sent.write(ofBytes(LIMIT));
    sent.write(' ');
    const [response] = (await once(sent, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(413);
    sent.destroy();
    expect(ingress.taken).toEqual([]);
  });
});

describe('what is VOD’s', () => {
  it.each([
    ['with its signature in the body', '', signed(), JSON_TYPE],
    ['with its signature in the query', inQuery(signatureBy(KEY)), EVENT, JSON_TYPE],
    ['with a charset', '', signed(), { 'content-type': 'Application/JSON; charset=utf-8' }],
    ['as large as is allowed', '', ofBytes(LIMIT), JSON_TYPE],
  ])('%s is taken once, and its answer names the batch', async (_what, query, body, headers) => {
    const response = await post(`${ingress.url}${PATH}${query}`, body, headers);
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 200,
      body: { batch: 'vod-batch/test/push' },
    });
    expect(ingress.taken.map(({ event }) => event.EventType)).toEqual(['ClipComplete']);
    // At the level of debug, and without any of its content.
    expect(JSON.stringify(ingress.log.lines)).not.toContain('task-canary');
  });
});

describe('a client', () => {
  it('that goes away in the middle of a body leaves nothing behind, and no failure of ours', async () => {
    const socket = connect(Number(new URL(ingress.url).port), '127.0.0.1');
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"Event`,
    );
    await until('the request', async () => (await connections()) === 1);
    socket.destroy();
    await until('the end of the connection', async () => (await connections()) === 0);
    expect(ingress.taken).toEqual([]);
    expect(ingress.log.lines.filter(({ status }) => Number(status) >= 500)).toEqual([]);
  });

  it('that is in no hurry to send is not waited for: Node takes the longer of the two limits for that of a request', () => {
    const { headersTimeout, requestTimeout } = ingress.app.server;
    expect(Math.max(headersTimeout, requestTimeout)).toBe(10_000);
  });

  const connections = (): Promise<number> =>
    new Promise((resolve, reject) => {
      ingress.app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
});

describe('while nothing can be taken', () => {
  it('VOD is told to come again later', async () => {
    await ingress.close();
    const cause = new Error('no connection');
    ingress = await startIngress({ take: () => Promise.reject(new Refusal('temporal-unavailable', { cause })) });
    const response = await post(`${ingress.url}${PATH}`, signed());
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(ingress.log.lines).toMatchObject([{ reason: 'temporal-unavailable', error: 'no connection' }]);
  });

  it('a failure of our own is no 200 either, and the log says what it was', async () => {
    await ingress.close();
    ingress = await startIngress({ take: () => Promise.reject(new TypeError('a mistake')) });
    const response = await post(`${ingress.url}${PATH}`, signed());
    expect({ status: response.status, body: await response.text() }).toEqual({
      status: 500,
      body: expect.not.stringContaining('a mistake'),
    });
    expect(ingress.log.lines).toMatchObject([{ reason: 'internal-error', error: 'a mistake' }]);
  });

  it('because the process ends, new requests are refused and the probe says so', async () => {
    ingress.stop.abort();
    const response = await post(`${ingress.url}${PATH}`, signed());
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.json()).toMatchObject({ code: 'shutting-down' });
    expect((await fetch(`${ingress.url}/readyz`)).status).toBe(503);
    expect(ingress.taken).toEqual([]);
  });

  it('because too many are under way, the next is refused, and taken once they are answered', async () => {
    await ingress.close();
    let release = (): void => {};
    let begun = 0;
    const released = new Promise<void>((resolve) => (release = resolve));
    ingress = await startIngress({ take: () => (begun++, released.then(() => 'vod-batch/test/push')) });
    const url = `${ingress.url}${PATH}`;
    const underWay = Array.from({ length: MAX_INGRESS_REQUESTS }, () => post(url, signed()));
    await until('all of them under way', () => begun === MAX_INGRESS_REQUESTS);
    expect(await (await post(url, signed())).json()).toMatchObject({ code: 'busy' });
    release();
    expect((await Promise.all(underWay)).every(({ status }) => status === 200)).toBe(true);
    await until('room', async () => (await post(url, signed())).status === 200);
  });
});

describe('the probes', () => {
  it('tell that it lives, and whether Temporal can be reached', async () => {
    expect((await fetch(`${ingress.url}/livez`)).status).toBe(200);
    expect((await fetch(`${ingress.url}/readyz`)).status).toBe(200);
    await ingress.close();
    ingress = await startIngress({ isReady: () => Promise.resolve(false) });
    expect((await fetch(`${ingress.url}/livez`)).status).toBe(200);
    expect((await fetch(`${ingress.url}/readyz`)).status).toBe(503);
    expect(ingress.log.lines).toEqual([]);
  });
});
