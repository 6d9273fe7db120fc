import { RateBudget } from '../../src/core/rate-budget';
import { FakePump, FULL, HELD, type Answer } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

async function pullsAfterStop(pump: FakePump): Promise<number> {
  const before = pump.pulls.length;
  pump.stop.abort();
  await jest.advanceTimersByTimeAsync(60_000);
  await pump.running;
  return pump.pulls.length - before;
}

describe('a pump that is stopped', () => {
  it.each<[what: string, answer: (pull: number) => Answer, afterMs: number]>([
    ['before it began', () => HELD, 0],
    ['during a long poll', () => HELD, 2_000],
    ['during the pause after an instant empty answer', () => ({ events: 0 }), 500],
    ['during the pause after a failure', () => ({ error: 'transient' }), 5_000],
    ['in the midst of a backlog', () => ({ events: FULL, afterMs: 7 }), 1_000],
  ])('%s pulls no more and ends', async (_what, answer, afterMs) => {
    const pump = new FakePump(answer).start();
    if (afterMs > 0) await jest.advanceTimersByTimeAsync(afterMs);
    expect(await pullsAfterStop(pump)).toBe(0);
  });

  it('while it waits for room pulls no more', async () => {
    let isRoom = false;
    const pump = new FakePump(() => HELD, { admits: () => isRoom }).start();
    await jest.advanceTimersByTimeAsync(1_000);
    pump.stop.abort();
    isRoom = true;
    await pump.running;
    expect(pump.pulls).toEqual([]);
  });

  it('while it waits for its rate pulls no more', async () => {
    const pump = new FakePump(() => ({ events: 1, afterMs: 1 }), { budget: new RateBudget(0.1, 1) }).start();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(pump.pulls).toHaveLength(1);
    expect(await pullsAfterStop(pump)).toBe(0);
  });
});
