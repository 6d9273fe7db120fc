import { onFirstDelivery, shortWindowMs, startSystem, until, type System } from '../support/system';

/** The cap of running handlers: what finds no place within the quick budget is handed over without being started, and confirmed. */
describe('a flood of slow events', () => {
  let system: System;
  let running = 0;
  let most = 0;
  let handled = 0;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  beforeAll(async () => {
    system = await startSystem({
      quickBudgetMs: 300,
      maxHandlers: 5,
      maxOwned: 3,
      emulator: { windowMs: shortWindowMs(10_000) },
      routes: {
        '*': async () => {
          most = Math.max(most, ++running);
          await released;
          running--;
          handled++;
        },
      },
    });
  });
  afterAll(() => system.stop());

  it('is confirmed on the first delivery and handled a few at a time', async () => {
    const events = Array.from({ length: 40 }, (_, n) => ({
      EventType: 'ClipComplete',
      ClipCompleteEvent: { TaskId: `task-${n}` },
    }));
    system.emulator.enqueue(events);
    await until('all confirmed', () => system.emulator.stats().confirmed === events.length);
    expect(handled).toBe(0);
    expect(system.emulator.stats()).toMatchObject(onFirstDelivery(events.length));
    release();
    await until('all handled', () => handled === events.length);
    // Five started by batches, three at most by the workflows of the others, and five by workflows that came back to the process they began in.
    expect(most).toBeLessThanOrEqual(13);
    expect(handled).toBe(events.length);
  });
});
