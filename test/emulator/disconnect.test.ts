import type { Delivery } from '../../src/testing/emulator/event-queue';
import { LongPolls } from '../../src/testing/emulator/long-polls';
import { codeOf, events, pull, sdkClient, start, taskIds, untilHeld } from './support';

it('a client that goes during a long poll takes no events with it', async () => {
  const emulator = await start({ holdMs: 60_000 });
  const client = sdkClient(emulator);
  const abort = new AbortController();
  const abandoned = pull(client, undefined, abort.signal);
  await untilHeld(emulator, 1);
  abort.abort();
  await expect(abandoned).rejects.toThrow('aborted');
  await untilHeld(emulator, 0);

  emulator.enqueue(events(1));
  expect(emulator.stats()).toMatchObject({ waiting: 1, deliveries: 0 });
  expect(emulator.journal.of('call')).toMatchObject([{ api: 'PullEvents', code: 'clientGone', handles: 0 }]);
  expect(taskIds(await pull(client))).toEqual(['task-1']);
});

it('a client whose connection has closed unnoticed is passed over', async () => {
  const delivery = {} as Delivery;
  const takes = [[delivery]];
  const polls = new LongPolls({
    holdMs: 5_000,
    now: () => 0,
    take: () => takes.shift() ?? [],
    nextWindowEndsAt: () => undefined,
    changed: () => undefined,
  });
  const onceGone = () => () => undefined;
  expect(await polls.pull({ gone: true, onceGone })).toBeUndefined();
  expect(await polls.pull({ gone: false, onceGone })).toEqual([delivery]);
});

it('events whose answer never arrived are hidden for their window and then come again', async () => {
  const emulator = await start({ holdMs: 60_000, windowMs: 100 });
  const client = sdkClient(emulator);
  emulator.enqueue(events(1));
  emulator.fault({ api: 'PullEvents', kind: 'reset', when: 'after' });
  expect(await codeOf(pull(client))).toBeUndefined();
  expect(emulator.stats().deliveries).toBe(1);
  expect(taskIds(await pull(client))).toEqual(['task-1']);
  const [first, second] = emulator.journal.of('delivered');
  expect(second?.delivery).toBe(2);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(100);
});
