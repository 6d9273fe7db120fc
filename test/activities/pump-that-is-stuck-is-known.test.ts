import { LIVE_PULL_MS } from '../../src/core/defaults';
import { environment, failureOf, inFakeTime } from './support';
import { pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('a pull that never ends is told by how long none has', async () => {
  const system = pumping([
    { events: [], afterMs: 2_000 },
    { events: [], afterMs: 10 * LIVE_PULL_MS },
  ]);
  const env = environment();
  const ended = failureOf(system.pump({}, env));
  await jest.advanceTimersByTimeAsync(5_000);
  expect(system.calls.idleMs()).toBe(3_000);
  await jest.advanceTimersByTimeAsync(LIVE_PULL_MS);
  expect(system.calls.idleMs()).toBeGreaterThan(LIVE_PULL_MS);
  env.cancel();
  await jest.advanceTimersByTimeAsync(10 * LIVE_PULL_MS);
  await inFakeTime(ended);
  expect(system.calls.idleMs()).toBeUndefined();
});
