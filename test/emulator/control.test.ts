import { DEFAULT_SWITCHES } from '../../src/testing';
import { codeOf, control, events, pull, pullHandles, sdkClient, start } from './support';

it('events are put in as a list, or for an application', async () => {
  const emulator = await start();
  expect(await control(emulator, 'POST', 'events', events(2))).toEqual({ status: 200, json: { ids: [1, 2] } });
  const forApplication = { subAppId: 7, events: events(1) };
  expect(await control(emulator, 'POST', 'events', forApplication)).toEqual({ status: 200, json: { ids: [3] } });
  expect(await pullHandles(sdkClient(emulator), 7)).toHaveLength(1);
});

it('faults are armed and disarmed', async () => {
  const emulator = await start({ holdMs: 0 });
  const client = sdkClient(emulator);
  const fault = { api: '*', kind: { error: 'InternalError' }, times: 'Infinity' };
  expect(await control(emulator, 'POST', 'faults', fault)).toEqual({ status: 200, json: {} });
  expect([await codeOf(pull(client)), await codeOf(pull(client))]).toEqual(['InternalError', 'InternalError']);
  expect(await control(emulator, 'DELETE', 'faults')).toEqual({ status: 200, json: {} });
  expect(await codeOf(pull(client))).toBe('ResourceNotFound');
});

it('switches are set', async () => {
  const emulator = await start({ holdMs: 0 });
  const answer = await control(emulator, 'PUT', 'switches', { empty: 'emptyList' });
  expect(answer).toEqual({ status: 200, json: { ...DEFAULT_SWITCHES, empty: 'emptyList' } });
  expect(await pull(sdkClient(emulator))).toEqual([]);
});

it('how an application hands out its events is set', async () => {
  const emulator = await start();
  const change = { subAppId: 7, eventConfig: { Mode: 'PUSH' } };
  const answer = await control(emulator, 'PUT', 'eventConfig', change);
  expect(answer).toEqual({ status: 200, json: emulator.eventConfig({ subAppId: 7 }) });
  expect([emulator.eventConfig({ subAppId: 7 }).Mode, emulator.eventConfig().Mode]).toEqual(['PUSH', 'PULL']);
});

it('figures and journal are read, the journal in parts', async () => {
  const emulator = await start();
  emulator.enqueue(events(3));
  expect((await control(emulator, 'GET', 'stats')).json).toEqual(emulator.stats());
  expect((await control(emulator, 'GET', 'journal')).json).toEqual({ entries: emulator.journal.entries(), next: 3 });
  expect((await control(emulator, 'GET', 'journal?since=2')).json).toEqual({
    entries: emulator.journal.entries(2),
    next: 3,
  });
});

it.each([
  ['POST', 'events', '{', 400, 'not JSON'],
  ['POST', 'events', { subAppId: 'x', events: [] }, 400, 'subAppId'],
  ['POST', 'events', [{}], 400, 'event 0 has no EventType'],
  ['POST', 'events', undefined, 400, 'events'],
  ['POST', 'faults', { api: '*' }, 400, 'kind'],
  ['PUT', 'switches', { empty: 'nothing' }, 400, 'empty'],
  ['PUT', 'eventConfig', { eventConfig: { Mode: 'BOTH' } }, 400, 'Mode'],
  ['PUT', 'eventConfig', { Mode: 'PUSH' }, 400, 'eventConfig'],
  ['GET', 'journal?since=x', undefined, 400, 'since'],
  ['PUT', 'events', [], 405, 'takes POST only'],
  ['GET', 'nothing', undefined, 404, 'events, faults, switches, eventConfig, stats, journal'],
])('%s %s with %j is refused in one line', async (method, path, body, status, problem) => {
  const emulator = await start();
  const answer = await control(emulator, method, path, body);
  expect(answer.status).toBe(status);
  const { error } = answer.json as { error: string };
  expect(error).toContain(problem);
  expect(error).not.toContain('\n');
  expect(emulator.stats().enqueued).toBe(0);
});
