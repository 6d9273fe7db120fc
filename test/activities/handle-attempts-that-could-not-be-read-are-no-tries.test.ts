import { applicationFailureOf, environment, inFakeTime } from './support';
import { handling } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A worker without the key fails attempts of the activity, which Temporal counts; the handler has had no part in that. */
describe('an event whose attempts were used up by a worker that could not read it', () => {
  const route = (handler: jest.Mock) => ({ PullComplete: { handler, retry: { maximumAttempts: 3 } } });

  it('is handled by the first worker that can', async () => {
    const handler = jest.fn();
    const { handle } = handling(route(handler), { lastAttemptWasUnreadable: true });
    await inFakeTime(handle({}, environment({ attempt: 40 })));
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('is parked with the handler’s own failure when that fails then', async () => {
    const handler = jest.fn().mockRejectedValue(new TypeError('no'));
    const { handle } = handling(route(handler), { lastAttemptWasUnreadable: true });
    const failure = await inFakeTime(applicationFailureOf(handle({}, environment({ attempt: 40 }))));
    expect(failure).toMatchObject({ nonRetryable: true, type: 'TypeError', message: 'no' });
  });
});
