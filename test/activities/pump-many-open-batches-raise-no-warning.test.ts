import { watchListeners } from './listeners';
import { environment, event, failureOf, inFakeTime } from './support';
import { allDone, pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('many open batches raise no warning of the platform, which would look like a leak in the log', async () => {
  const backlog = Array.from({ length: 300 }, (_, index) => ({ events: [event(`e${index}`)], afterMs: 10 }));
  const system = pumping(backlog);
  system.temporal.resultOf = async (start) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return allDone(start);
  };
  const tooMany = watchListeners();
  const env = environment();
  const ended = failureOf(system.pump({}, env));
  await jest.advanceTimersByTimeAsync(3_000);
  env.cancel();
  await inFakeTime(ended);
  expect(Math.max(...system.reports.map(({ openBatches }) => openBatches))).toBeGreaterThan(15);
  expect(tooMany()).toBe(0);
});
