import { EmulatorStoppedError, EmulatorWaitTimeoutError, type EmulatorStats } from '../../src/testing';
import { Waiters } from '../../src/testing/emulator/waiters';
import { confirm, events, pull, pullHandles, sdkClient, start } from './support';

it('a wait ends when the events are confirmed', async () => {
  const emulator = await start();
  const client = sdkClient(emulator);
  emulator.enqueue(events(2));
  const confirmed = emulator.waitUntilConfirmed(2);
  const empty = emulator.waitUntilEmpty();
  await confirm(client, await pullHandles(client));
  await Promise.all([confirmed, empty]);
});

it('a wait for something that is so already ends at once', async () => {
  const emulator = await start();
  await emulator.waitUntilEmpty({ timeoutMs: 1 });
});

it('a wait notices a window that ends though nobody calls', async () => {
  const emulator = await start({ windowMs: 50 });
  emulator.enqueue(events(1));
  await pull(sdkClient(emulator));
  await emulator.waitFor(({ waiting }) => waiting === 1);
});

it('a window that ends while others’ conditions are tried is not missed by any', async () => {
  let looks = 0;
  const waiters = new Waiters({
    now: () => 0,
    // As with a queue, the window has ended and been settled by the third look.
    stats: () => ({ waiting: (looks += 1) < 3 ? 0 : 1 }) as EmulatorStats,
    nextWindowEndsAt: () => (looks < 3 ? 0 : undefined),
  });
  const wait = (): Promise<void> => waiters.wait('an event', (stats) => stats.waiting === 1, { timeoutMs: 5_000 });
  await Promise.all([wait(), wait()]);
  waiters.stop();
});

it('a wait in vain says what was waited for and how things stand', async () => {
  const emulator = await start();
  emulator.enqueue(events(3));
  const error: unknown = await emulator.waitUntilConfirmed(3, { timeoutMs: 10 }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EmulatorWaitTimeoutError);
  expect(error).toMatchObject({ awaited: '3 confirmed events', timeoutMs: 10 });
  expect(String(error)).toContain('"waiting":3');
});

it('a wait whose condition throws fails with that', async () => {
  const emulator = await start();
  const wait = emulator.waitFor(() => {
    throw new Error('wrong condition');
  });
  await expect(wait).rejects.toThrow('wrong condition');
});

it('a wait fails when the emulator is stopped', async () => {
  const emulator = await start();
  const wait = emulator.waitUntilConfirmed(1);
  await Promise.all([emulator.stop(), expect(wait).rejects.toBeInstanceOf(EmulatorStoppedError)]);
});
