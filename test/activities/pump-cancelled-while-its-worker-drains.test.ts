import { environment, failureOf, inFakeTime } from './support';
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
