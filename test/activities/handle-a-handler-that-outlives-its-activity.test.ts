import { environment, failureOf, inFakeTime, never } from './support';
import { cutOff, handling } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a handler that ignores its signal and outlives its activity', () => {
  // After a pause or a reset of the activity, or a missed heartbeat, the next attempt may come to the same process.
  it('is not started beside itself by the next attempt', async () => {
    const handler = jest.fn(never);
    const attempts = handling({ PullComplete: handler });
    await cutOff(attempts);

    const next = failureOf(attempts.handle({}, environment({ attempt: 2 })));
    await inFakeTime(next);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(await next).toMatchObject({ type: 'HandlerIgnoredSignal', nonRetryable: true });
  });
});
