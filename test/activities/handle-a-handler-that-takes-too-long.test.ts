import { ABORT_GRACE_MS } from '../../src/core/defaults';
import { applicationFailureOf, inFakeTime, never } from './support';
import { after, handling, heedful } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a handler that takes longer than its route allows', () => {
  it('and heeds its signal has failed once, and is tried again', async () => {
    const { handle } = handling({ PullComplete: { handler: heedful, timeout: '5s' } });
    const startedAt = Date.now();
    const failure = await inFakeTime(applicationFailureOf(handle()));
    expect(failure).toMatchObject({ type: 'HandlerTimeout', nonRetryable: false, details: [{ tries: 1 }] });
    expect(Date.now() - startedAt).toBeLessThan(5_100);
  });

  it('and succeeds all the same, shortly after, has succeeded', async () => {
    const { handle } = handling({ PullComplete: { handler: () => after(5_500), timeout: '5s' } });
    await inFakeTime(handle());
  });

  it('and ignores its signal is parked, because it may still be running', async () => {
    const { handle } = handling({ PullComplete: { handler: never, timeout: '5s' } });
    const startedAt = Date.now();
    const failure = await inFakeTime(applicationFailureOf(handle()));
    expect(failure).toMatchObject({ type: 'HandlerIgnoredSignal', nonRetryable: true, details: [{ tries: 1 }] });
    expect(failure.message).toMatch(/5000 ms/);
    expect(Date.now() - startedAt).toBeLessThanOrEqual(5_000 + ABORT_GRACE_MS + 10);
  });

  it('and ignores its signal is not started beside itself when the event is asked for again', async () => {
    const handler = jest.fn(never);
    const { handle } = handling({ PullComplete: { handler, timeout: '5s' } });
    await inFakeTime(applicationFailureOf(handle()));
    const again = inFakeTime(applicationFailureOf(handle()), 30_000);
    expect(await again).toMatchObject({ type: 'HandlerIgnoredSignal', nonRetryable: true });
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('and ignores its signal, in the batch already, is parked by whoever adopts it', async () => {
    const { handle, startInBatch } = handling({ PullComplete: { handler: never, timeout: '1s' } });
    startInBatch();
    await jest.advanceTimersByTimeAsync(2_000);
    const failure = await inFakeTime(applicationFailureOf(handle()), 30_000);
    expect(failure).toMatchObject({ type: 'HandlerIgnoredSignal', nonRetryable: true });
  });

  it('is run again by a later retry once it has ended at last', async () => {
    const handler = jest.fn(() => after(60_000));
    const { handle } = handling({ PullComplete: { handler, timeout: '5s' } });
    await inFakeTime(applicationFailureOf(handle()));
    await jest.advanceTimersByTimeAsync(30 * 60_000);
    handler.mockImplementation(() => Promise.resolve());
    await inFakeTime(handle());
    expect(handler).toHaveBeenCalledTimes(2);
  });
});
