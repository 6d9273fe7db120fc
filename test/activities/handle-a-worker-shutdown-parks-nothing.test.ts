import { ApplicationFailure } from '@temporalio/common';
import { environment, failureOf, inFakeTime, never } from './support';
import { handling, heedful } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a worker that goes down while it handles an owned event', () => {
  // The process ends, and its handlers with it: another worker may run them. Nobody has to look at that.
  it.each<[string, unknown]>([
    ['heeds its signal', heedful],
    ['ignores its signal', never],
  ])('leaves the event to be handled elsewhere, when its handler %s', async (_what, handler) => {
    const { handle } = handling({ PullComplete: handler });
    const env = environment();
    const failed = failureOf(handle({}, env));
    await jest.advanceTimersByTimeAsync(1_000);
    env.cancel('WORKER_SHUTDOWN');
    const failure = await inFakeTime(failed);
    expect(failure instanceof ApplicationFailure && failure.nonRetryable === true).toBe(false);
  });
});
