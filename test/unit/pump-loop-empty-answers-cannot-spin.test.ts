import { FakePump, FULL, type Answer } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const MINUTE_MS = 60_000;

describe('answers that are empty at once, as with a wrong mode or application', () => {
  it.each<[what: string, answer: (pull: number) => Answer]>([
    ['from the start', () => ({ events: 0 })],
    ['a little later', () => ({ events: 0, afterMs: 20 })],
    ['after a backlog', (pull) => (pull <= 100 ? { events: FULL, afterMs: 5 } : { events: 0, afterMs: 5 })],
  ])('%s bring about one pull a second', async (_what, answer) => {
    const pump = new FakePump(answer).start();
    await jest.advanceTimersByTimeAsync(MINUTE_MS);
    const before = pump.pulls.length;
    await jest.advanceTimersByTimeAsync(MINUTE_MS);
    expect(pump.pulls.length - before).toBeLessThanOrEqual(61);
    expect(pump.pulls.length - before).toBeGreaterThanOrEqual(55);
    expect(pump.underWay).toBeLessThanOrEqual(1);
  });

  it('do not delay the pull after a poll that was held', async () => {
    const pump = new FakePump(() => ({ events: 0, afterMs: 1_000 })).start();
    await jest.advanceTimersByTimeAsync(10_500);
    expect(pump.pulls).toHaveLength(11);
  });
});
