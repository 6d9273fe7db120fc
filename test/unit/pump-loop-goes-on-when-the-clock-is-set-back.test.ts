import { RateBudget } from '../../src/core/rate-budget';
import { FakePump, FULL, HELD, type Answer } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const HOUR_MS = 60 * 60_000;

/** After a suspend, or when NTP first reaches a machine that started with a wrong clock. */
it.each<[what: string, answer: Answer]>([
  ['a backlog', { events: FULL, afterMs: 50 }],
  ['an idle queue', HELD],
  ['answers that are empty at once', { events: 0, afterMs: 5 }],
  ['failures', { error: 'transient', afterMs: 5 }],
])('a pump with %s goes on within a minute when the clock is set back by an hour', async (_what, answer) => {
  const pump = new FakePump(() => answer, { budget: new RateBudget(99) }).start();
  await jest.advanceTimersByTimeAsync(10_000);
  jest.setSystemTime(Date.now() - HOUR_MS);
  const before = pump.pulls.length;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(pump.pulls.length).toBeGreaterThan(before + 1);
});
