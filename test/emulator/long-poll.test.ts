import { EventQueue } from '../../src/testing/emulator/event-queue';
import { LongPolls } from '../../src/testing/emulator/long-polls';
import { codeOf, events, pull, sdkClient, start, taskIds, untilHeld } from './support';

it('a pull is answered at once when something is deliverable', async () => {
  const emulator = await start({ holdMs: 60_000 });
  emulator.enqueue(events(3));
  expect(taskIds(await pull(sdkClient(emulator)))).toEqual(['task-1', 'task-2', 'task-3']);
});

it('an empty pull is held for the whole hold time', async () => {
  const emulator = await start({ holdMs: 50 });
  expect(await codeOf(pull(sdkClient(emulator)))).toBe('ResourceNotFound');
  const [call] = emulator.journal.of('call');
  expect((call?.at ?? 0) - (call?.receivedAt ?? 0)).toBeGreaterThanOrEqual(48);
});

it('a held pull is answered when an event arrives', async () => {
  const emulator = await start({ holdMs: 60_000 });
  const held = pull(sdkClient(emulator));
  await untilHeld(emulator, 1);
  emulator.enqueue(events(1));
  expect(await held).toHaveLength(1);
});

it('a held pull is answered when a window ends', async () => {
  const emulator = await start({ holdMs: 60_000, windowMs: 50 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(1));
  await pull(client);
  expect(taskIds(await pull(client))).toEqual(['task-1']);
});

it('a window that ends in the moment in which a pull becomes held is not missed', async () => {
  let nowMs = 0;
  const queue = new EventQueue({ windowMs: 100, now: () => nowMs, newHandle: () => 'handle' });
  queue.enqueue({ id: 1, type: 'A', content: '' });
  queue.take(1, 'same');
  const polls = new LongPolls({
    holdMs: 5_000,
    now: () => nowMs,
    take: () => {
      const taken = queue.take(16, 'same');
      nowMs = 100;
      return taken;
    },
    nextWindowEndsAt: () => queue.nextWindowEndsAt,
    changed: () => undefined,
  });
  expect(await polls.pull({ gone: false, onceGone: () => () => undefined })).toMatchObject([{ number: 2 }]);
  polls.stop();
});

it('a pull brings 16 events at most, in the order in which they were put in', async () => {
  const emulator = await start();
  const client = sdkClient(emulator);
  emulator.enqueue(events(10));
  emulator.enqueue(events(10, 11));
  expect(taskIds(await pull(client))).toEqual(Array.from({ length: 16 }, (_, index) => `task-${index + 1}`));
  expect(taskIds(await pull(client))).toEqual(['task-17', 'task-18', 'task-19', 'task-20']);
});

it('held pulls are served in the order in which they came, each with its share', async () => {
  const emulator = await start({ holdMs: 60_000 });
  const client = sdkClient(emulator);
  const first = pull(client);
  await untilHeld(emulator, 1);
  const second = pull(client);
  await untilHeld(emulator, 2);
  emulator.enqueue(events(20));
  expect(await first).toHaveLength(16);
  expect(await second).toHaveLength(4);
});
