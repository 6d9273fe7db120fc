import { request } from 'node:http';
import { vodEvents } from '../../src/client';
import type { EventsView } from '../../src/console/views';
import type { System } from '../support/system';
import { park, startConsoleUnderTest, startParkingSystem, type ConsoleUnderTest } from './support';

let system: System;
let web: ConsoleUnderTest;
let readOnly: ConsoleUnderTest;
let event: { source: string; key: string };
beforeAll(async () => {
  [system, web, readOnly] = await Promise.all([
    startParkingSystem(),
    startConsoleUnderTest(),
    startConsoleUnderTest({ allowChanges: false }),
  ]);
  event = { source: system.source, key: await park(system, 'task-1') };
});
afterAll(async () => {
  await Promise.all([web?.stop(), readOnly?.stop()]);
  await system?.client.workflow.getHandle(`vod-poller/${system.source}`).terminate();
  await system?.stop();
});

const CALLS: [path: string, method: string][] = [
  ['/api/state', 'GET'],
  ['/api/events', 'GET'],
  ['/api/event?source=a&key=b', 'GET'],
  ['/api/event/retry', 'POST'],
  ['/api/event/discard', 'POST'],
];
const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const isParked = async (): Promise<boolean> =>
  (await vodEvents(system.client).event(event.key, event.source).show()).parked !== undefined;

describe('without the token of this start', () => {
  it.each(CALLS)('%s (%s) is refused', async (path, method) => {
    for (const authorization of [undefined, 'Bearer', `Bearer ${readOnly.token}`, `Bearer ${web.token}x`, web.token]) {
      const { status } = await fetch(`${web.origin}${path}`, {
        method,
        headers: { ...(authorization && { authorization }) },
      });
      expect(status).toBe(401);
    }
    // Not even in the places where other programs would log it, or a browser would send it by itself.
    const elsewhere = await fetch(`${web.origin}${path}${path.includes('?') ? '&' : '?'}token=${web.token}`, {
      method,
      headers: { cookie: `token=${web.token}` },
    });
    expect(elsewhere.status).toBe(401);
  });

  it('there is the page, and nothing that it shows', async () => {
    const page = await fetch(web.origin);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toContain(system.source);
  });
});

describe('by another name than its own', () => {
  const statusFor = (host: string, path = '/'): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const headers = { host, authorization: `Bearer ${web.token}` };
      request(`${web.origin}${path}`, { headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });

  it.each([
    'evil.example.com',
    'evil.example.com:80',
    'localhost.evil.example.com',
    '127.0.0.1.evil.example.com',
    'a@127.0.0.1',
    '[::1',
  ])('such as "%s" it answers nothing, so that no name that is made to resolve to it is of use', async (host) => {
    expect(await statusFor(host)).toBe(403);
    expect(await statusFor(host, '/api/state')).toBe(403);
  });

  it.each(['localhost', 'localhost:4690', '127.0.0.1:1', '[::1]:4690'])('"%s" is one of its own', async (host) => {
    expect(await statusFor(host, '/api/state')).toBe(200);
  });
});

describe('read-only', () => {
  it.each(['retry', 'discard'])('%s is refused with a sentence, and nothing is sent', async (what) => {
    const refused = await readOnly.call(`/api/event/${what}`, json({ ...event, reason: 'because' }));
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual({ code: 'read-only', message: expect.stringContaining('--allow-changes') });
    expect(await isParked()).toBe(true);
  });
});

describe('with changes allowed', () => {
  it('takes JSON alone, which no form of another page can send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const init = { ...json(event), headers: { 'content-type': type } };
      expect((await web.call('/api/event/retry', init)).status).toBe(400);
    }
    expect((await web.call('/api/event/retry')).status).toBe(404);
    expect(await isParked()).toBe(true);
  });

  it.each([[{}], [{ source: 'a/b', key: 'c' }], [[1]], [{ ...{ source: 'a', key: '' } }], ['null']])(
    'refuses %j',
    async (body) => {
      const refused = await web.call('/api/event/discard', json(body));
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ code: 'bad-request' });
    },
  );

  it('says that there is no such event', async () => {
    const refused = await web.call('/api/event/retry', json({ source: system.source, key: 'nobody' }));
    expect(refused.status).toBe(404);
    expect(await refused.json()).toEqual({ code: 'unknown-event', message: expect.stringContaining('nobody') });
  });
});

it('a payload comes only when one event is asked for', async () => {
  const lists = await Promise.all(['/api/state', '/api/events'].map(async (path) => (await web.call(path)).text()));
  for (const list of lists) {
    expect(list).toContain(system.source);
    expect(list).not.toContain('"TaskId"');
  }
  const one = await web.call(`/api/event?${new URLSearchParams(event).toString()}`);
  expect(await one.json()).toMatchObject({ event: { PullCompleteEvent: { TaskId: 'task-1' } } });
  const { events } = JSON.parse(lists[1] ?? '') as EventsView;
  expect(events.find(({ key }) => key === event.key)).toMatchObject({
    state: 'parked',
    tries: 1,
    failure: { type: 'CatalogueAway' },
  });
});

it('every answer forbids inline scripts, frames, other origins and copies', async () => {
  for (const path of ['/', '/main.mjs', '/vendor/uplot.mjs', '/api/state', '/nothing']) {
    const { headers } = await web.call(path);
    expect(headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self';.*frame-ancestors 'none'/,
    );
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});

it.each(['/../package.json', '/%2e%2e/server.js', '/tsconfig.json', '/index.html', '/vendor/../../errors.js'])(
  'serves no file but those of the page: not %s',
  async (path) => {
    expect((await web.call(path)).status).toBe(404);
  },
);
