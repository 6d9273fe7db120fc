import { RateBudget } from '../../src/core/rate-budget';
import { FakePump, FULL } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('a pump with a backlog pulls at its rate and not faster, however quick the answers are', async () => {
  const pump = new FakePump(() => ({ events: FULL, afterMs: 1 }), { budget: new RateBudget(20, 5) }).start();
  await jest.advanceTimersByTimeAsync(10_000);
  expect(pump.pulls.length).toBeLessThanOrEqual(10 * 20 + 5);
  expect(pump.pulls.length).toBeGreaterThan(10 * 20 - 5);
});
