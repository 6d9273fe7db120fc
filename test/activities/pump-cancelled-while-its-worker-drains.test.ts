import { environment, event, failureOf, inFakeTime } from './support';
import { pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('a pump that is cancelled while its worker drains reports itself cancelled: a pause must not look like a failure', async () => {
  const system = pumping([]);
  const env = environment();
  const ended = failureOf(system.pump({}, env));
  await jest.advanceTimersByTimeAsync(1_000);
  env.cancel();
  system.drain.begin();
  expect(await inFakeTime(ended)).toMatchObject({ name: 'CancelledFailure' });
});

it('a pump that sees its batches through, cancelled or halted, does not hold up a worker that goes down', async () => {
  const never = (): Promise<never> => new Promise(() => {});
  const system = pumping([{ events: [event('a')], afterMs: 10 }]);
  system.temporal.resultOf = never;
  const env = environment();
  const ended = failureOf(system.pump({}, env));
  await jest.advanceTimersByTimeAsync(1_000);
  env.cancel();
  await jest.advanceTimersByTimeAsync(1_000);
  const startedAt = Date.now();
  system.drain.begin();
  expect(await inFakeTime(ended)).toMatchObject({ name: 'CancelledFailure' });
  expect(Date.now() - startedAt).toBeLessThan(500);
});
