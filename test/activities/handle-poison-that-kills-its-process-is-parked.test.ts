import { applicationFailureOf, environment, inFakeTime } from './support';
import { handling } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/**
 * A handler that takes its process along (out of memory, a native crash) leaves no failure behind, only attempts of the activity that
 * were never answered. Without an end to these the event would kill one worker after another for ever.
 */
describe('an event whose tries all ended with their process', () => {
  it('is parked instead of being tried once more', async () => {
    const handler = jest.fn();
    const { handle } = handling({ PullComplete: { handler, retry: { maximumAttempts: 3 } } });
    const failure = await inFakeTime(applicationFailureOf(handle({}, environment({ attempt: 4 }))));
    expect(failure).toMatchObject({ nonRetryable: true });
    expect(handler).not.toHaveBeenCalled();
  });

  it('has all the tries before that', async () => {
    const handler = jest.fn();
    const { handle } = handling({ PullComplete: { handler, retry: { maximumAttempts: 3 } } });
    await inFakeTime(handle({}, environment({ attempt: 3 })));
    expect(handler).toHaveBeenCalledTimes(1);
  });
});
