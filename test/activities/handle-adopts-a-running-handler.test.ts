import { OUTCOME_KEPT_MS } from '../../src/core/defaults';
import { applicationFailureOf, environment, failureOf, inFakeTime } from './support';
import { after, handling, heedful } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('an event whose handler still runs in this process', () => {
  it('waits for that handler and starts no second one', async () => {
    const handler = jest.fn(() => after(10_000));
    const { handle, startInBatch } = handling({ PullComplete: handler });
    startInBatch();
    await jest.advanceTimersByTimeAsync(2_000);
    const startedAt = Date.now();
    await inFakeTime(handle());
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(7_990);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('fails with that handler’s error, counted as one try', async () => {
    const { handle, startInBatch } = handling({
      PullComplete: async () => {
        await after(5_000);
        throw new RangeError('late');
      },
    });
    startInBatch(2);
    const failure = await inFakeTime(applicationFailureOf(handle({ tries: 1 })));
    expect(failure).toMatchObject({
      type: 'RangeError',
      message: 'late',
      nonRetryable: false,
      details: [{ tries: 2 }],
    });
  });

  it('starts a new try only after that one has failed and been reported', async () => {
    const handler = jest.fn(() => after(1_000).then(() => Promise.reject(new Error('no'))));
    const { handle, startInBatch } = handling({ PullComplete: handler });
    startInBatch();
    await inFakeTime(applicationFailureOf(handle()));
    expect(handler).toHaveBeenCalledTimes(1);
    await inFakeTime(applicationFailureOf(handle({ tries: 1 })));
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it('is adopted even when its tries were used up in the batch: this one is the last of them', async () => {
    const { handle, startInBatch } = handling({
      PullComplete: { handler: () => after(1_000), retry: { maximumAttempts: 2 } },
    });
    startInBatch(2);
    await inFakeTime(handle({ tries: 2, failure: { type: 'Before', message: 'm', at: 1 } }));
  });

  it('can still be cancelled: the handler’s signal is aborted', async () => {
    const { handle, startInBatch } = handling({ PullComplete: heedful });
    const run = startInBatch();
    const env = environment();
    const failed = failureOf(handle({}, env));
    await jest.advanceTimersByTimeAsync(100);
    env.cancel();
    expect(await inFakeTime(failed)).toMatchObject({ name: 'CancelledFailure' });
    expect(run.signal.aborted).toBe(true);
  });
});

describe('the outcome of a handler that settled before its event’s activity came', () => {
  it('is that of the activity, for as long as it is kept', async () => {
    const handler = jest.fn(() => after(100));
    const { handle, startInBatch } = handling({ PullComplete: handler });
    startInBatch();
    await jest.advanceTimersByTimeAsync(100 + OUTCOME_KEPT_MS - 1_000);
    await inFakeTime(handle());
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('is a failed try when it failed', async () => {
    const handler = jest.fn(() => Promise.reject(new Error('no')));
    const { handle, startInBatch } = handling({ PullComplete: handler });
    startInBatch();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await inFakeTime(applicationFailureOf(handle()))).toMatchObject({ message: 'no', details: [{ tries: 1 }] });
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('is lost after that, and the event is tried again', async () => {
    const handler = jest.fn();
    const { handle, startInBatch } = handling({ PullComplete: handler });
    startInBatch();
    await jest.advanceTimersByTimeAsync(OUTCOME_KEPT_MS + 1);
    await inFakeTime(handle());
    expect(handler).toHaveBeenCalledTimes(2);
  });
});
