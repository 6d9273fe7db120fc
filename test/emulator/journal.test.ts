import type { JournalEntry } from '../../src/testing';
import { codeOf, confirm, events, pull, pullHandles, sdkClient, start } from './support';

it('the journal tells the life of an event', async () => {
  const emulator = await start();
  const client = sdkClient(emulator);
  const [eventId] = emulator.enqueue(events(1), { subAppId: 1 });
  const [handle = ''] = await pullHandles(client, 1);
  await confirm(client, [handle], 1);
  const common = { subAppId: 1, at: expect.any(Number) as number };
  const delivery = { eventId, delivery: 1, handle };
  const traceId = expect.any(String) as string;
  const call = { receivedAt: expect.any(Number) as number, traceId, code: 'ok', handles: 1, eventHandles: [handle] };
  expect(emulator.journal.entries()).toEqual([
    { ...common, seq: 0, kind: 'enqueued', eventId, eventType: 'PullComplete' },
    { ...common, seq: 1, kind: 'delivered', ...delivery },
    { ...common, seq: 2, kind: 'call', api: 'PullEvents', ...call },
    { ...common, seq: 3, kind: 'confirmed', ...delivery, headroomMs: expect.any(Number) as number },
    { ...common, seq: 4, kind: 'call', api: 'ConfirmEvents', ...call },
  ]);
  const [confirmed] = emulator.journal.of('confirmed');
  const [delivered] = emulator.journal.of('delivered');
  expect(confirmed?.headroomMs).toBe(30_000 - ((confirmed?.at ?? 0) - (delivered?.at ?? 0)));
});

it('the journal names the code of calls that were refused', async () => {
  const emulator = await start();
  await codeOf(sdkClient(emulator).request('Pull', {}));
  expect(emulator.journal.of('call')).toMatchObject([{ api: 'Pull', code: 'InvalidAction', handles: 0 }]);
});

it('the journal tells consumers apart by their ExtInfo, and which handles each call had', async () => {
  const emulator = await start();
  const client = sdkClient(emulator);
  emulator.enqueue(events(2));
  await client.request('PullEvents', { ExtInfo: 'one' });
  const handles = emulator.journal.of('delivered').map(({ handle }) => handle);
  await client.request('ConfirmEvents', { EventHandles: handles, ExtInfo: 'another' });
  expect(emulator.journal.of('call')).toMatchObject([
    { api: 'PullEvents', extInfo: 'one', eventHandles: handles },
    { api: 'ConfirmEvents', extInfo: 'another', eventHandles: handles },
  ]);
});

it('a bounded journal keeps the newest entries under their numbers', async () => {
  const emulator = await start({ journalLimit: 3 });
  emulator.enqueue(events(5));
  expect(emulator.journal.entries().map(({ seq }) => seq)).toEqual([2, 3, 4]);
  expect(emulator.journal.entries(4).map(({ seq }) => seq)).toEqual([4]);
  expect(emulator.journal.entries(9)).toEqual([]);
  expect(emulator.journal.nextSeq).toBe(5);
});

it('without a journal the figures are the same', async () => {
  const emulator = await start({ journalLimit: 0 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(2));
  await confirm(client, await pullHandles(client));
  expect(emulator.journal.entries()).toEqual([]);
  expect(emulator.stats()).toMatchObject({ enqueued: 2, deliveries: 2, confirmed: 2 });
});

it('entries can be followed as they are made, journal or not', async () => {
  const entries: JournalEntry[] = [];
  const emulator = await start({ journalLimit: 0, onEntry: (entry) => entries.push(entry) });
  emulator.enqueue(events(1));
  await pull(sdkClient(emulator));
  expect(entries.map(({ kind }) => kind)).toEqual(['enqueued', 'delivered', 'call']);
});

it('the figures count events, deliveries and what was left of the window', async () => {
  const emulator = await start({ windowMs: 10_000 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(20));
  expect(emulator.stats()).toEqual({
    enqueued: 20,
    deliveries: 0,
    redelivered: 0,
    confirmed: 0,
    confirmsRefused: 0,
    waiting: 20,
    inFlight: 0,
    heldPulls: 0,
  });
  const [first = ''] = await pullHandles(client);
  await confirm(client, [first]);
  const { headroomMs, ...counts } = emulator.stats();
  expect(counts).toMatchObject({ deliveries: 16, confirmed: 1, waiting: 4, inFlight: 15 });
  expect(headroomMs?.worst).toBeGreaterThan(0);
  expect(headroomMs?.worst).toBeLessThanOrEqual(10_000);
  expect(headroomMs?.p50).toBeGreaterThanOrEqual(headroomMs?.worst ?? Infinity);
});
