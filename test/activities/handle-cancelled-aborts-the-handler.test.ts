import { ABORT_GRACE_MS } from '../../src/core/defaults';
import { environment, failureOf, inFakeTime, never } from './support';
import { after, cutOff, handling, heedful } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('the activity of an event that is discarded', () => {
  it('aborts the signal of its handler and ends cancelled as soon as that has settled', async () => {
    const signals: AbortSignal[] = [];
    const { handle } = handling({
      PullComplete: async (given: unknown, context: { signal: AbortSignal }) => {
        signals.push(context.signal);
        await heedful(given, context).catch(() => after(500));
        throw new Error('gave up');
      },
    });
    const env = environment();
    const failed = failureOf(handle({}, env));
    await jest.advanceTimersByTimeAsync(1_000);
    const cancelledAt = Date.now();
    env.cancel();
    expect(await inFakeTime(failed)).toMatchObject({ name: 'CancelledFailure' });
    expect(signals[0]?.aborted).toBe(true);
    expect(Date.now() - cancelledAt).toBeLessThan(600);
  });

  it('is done when its handler succeeds in spite of it', async () => {
    const { handle } = handling({ PullComplete: () => after(1_000) });
    const env = environment();
    const work = handle({}, env);
    await jest.advanceTimersByTimeAsync(500);
    env.cancel();
    await inFakeTime(work);
  });

  it('waits no longer than the grace time for a handler that ignores its signal', async () => {
    const { handle } = handling({ PullComplete: never });
    const env = environment();
    const failed = failureOf(handle({}, env));
    await jest.advanceTimersByTimeAsync(1_000);
    const cancelledAt = Date.now();
    env.cancel();
    await inFakeTime(failed);
    expect(Date.now() - cancelledAt).toBeLessThanOrEqual(ABORT_GRACE_MS + 10);
  });

  it.each<[string, unknown]>([
    ['heeds its signal', heedful],
    ['ignores its signal', never],
  ])('before it began ends too, when its handler %s', async (_what, handler) => {
    const { handle } = handling({ PullComplete: handler });
    const env = environment();
    env.cancel();
    await inFakeTime(failureOf(handle({}, env)), 30_000);
  });
});

describe('a try that was cut off', () => {
  // A pause or a reset of the activity, a missed heartbeat, a worker that goes down and comes back.
  it('is not taken for the outcome of the next attempt in the same process', async () => {
    const handler = jest.fn(heedful);
    const attempts = handling({ PullComplete: handler });
    await cutOff(attempts);

    handler.mockImplementation(() => Promise.resolve());
    await inFakeTime(attempts.handle({}, environment({ attempt: 2 })));
    expect(handler).toHaveBeenCalledTimes(2);
  });
});
