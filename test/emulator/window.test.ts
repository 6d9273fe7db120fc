import { codeOf, confirm, events, pull, pullHandles, sdkClient, start, taskIds } from './support';

it('an event that is not confirmed is deliverable again when its window is over, not before', async () => {
  const emulator = await start({ windowMs: 80 });
  const client = sdkClient(emulator);
  const [eventId] = emulator.enqueue(events(1));
  await pull(client);
  expect(taskIds(await pull(client))).toEqual(['task-1']);
  const [first, second] = emulator.journal.of('delivered');
  expect(second).toMatchObject({ eventId, delivery: 2 });
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(80);
  expect(emulator.stats()).toMatchObject({ deliveries: 2, redelivered: 1 });
});

it('a confirmed event never comes again', async () => {
  const emulator = await start({ windowMs: 1_000, holdMs: 1_100 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(1));
  await confirm(client, await pullHandles(client));
  expect(await codeOf(pull(client))).toBe('ResourceNotFound');
  expect(emulator.stats()).toMatchObject({ confirmed: 1, waiting: 0, inFlight: 0 });
});

it('a handle of an earlier delivery is late, that of the current one confirms', async () => {
  const emulator = await start({ windowMs: 1_000 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(1));
  const old = await pullHandles(client);
  const current = await pullHandles(client);
  expect(current).not.toEqual(old);
  expect(await codeOf(confirm(client, old))).toBe('InvalidParameterValue');
  await confirm(client, current);
  const [refused] = emulator.journal.of('confirmRefused');
  expect(refused).toMatchObject({ reason: 'late', delivery: 1 });
  expect(refused?.headroomMs).toBeLessThanOrEqual(0);
  expect(emulator.journal.of('confirmed')).toMatchObject([{ delivery: 2, handle: current[0] }]);
});

it('a handle is late from the end of its window on, redelivered or not', async () => {
  const emulator = await start({ windowMs: 40 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(1));
  const handles = await pullHandles(client);
  await emulator.waitFor(({ waiting }) => waiting === 1);
  expect(await codeOf(confirm(client, handles))).toBe('InvalidParameterValue');
  expect(emulator.stats()).toMatchObject({ confirmed: 0, waiting: 1, confirmsRefused: 1 });
});

it('a handle the emulator never gave out is refused', async () => {
  const emulator = await start();
  expect(await codeOf(confirm(sdkClient(emulator), ['tdmq000000000000000001']))).toBe('InvalidParameterValue');
  expect(emulator.journal.of('confirmRefused')).toMatchObject([{ reason: 'unknown' }]);
});

it('every delivery of every event has a handle of its own', async () => {
  const emulator = await start({ windowMs: 30 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(5));
  const handles = [...(await pullHandles(client)), ...(await pullHandles(client)), ...(await pullHandles(client))];
  expect(handles).toHaveLength(15);
  expect(new Set(handles).size).toBe(15);
});
