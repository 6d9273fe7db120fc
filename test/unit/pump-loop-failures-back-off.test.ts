import { PULL_BACKOFF_INITIAL_MS, PULL_BACKOFF_MAXIMUM_MS } from '../../src/core/defaults';
import type { FailureClass } from '../../src/core/error-table';
import { FakePump, FULL, HELD } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const PASSING: FailureClass[] = ['transient', 'throttled', 'unreachable', 'unknown', 'expired'];

/** From the end of one pull to the start of the next. */
function pausesOf(pump: FakePump): number[] {
  return pump.pulls.slice(1).map(({ startedAt }, index) => startedAt - (pump.pulls[index]?.endedAt ?? 0));
}

describe('pulls that fail', () => {
  it.each(PASSING)('with class %s are repeated ever more rarely, and never given up', async (errorClass) => {
    const pump = new FakePump(() => ({ error: errorClass, afterMs: 5 })).start();
    await jest.advanceTimersByTimeAsync(10 * 60_000);
    const pauses = pausesOf(pump);
    expect(pauses[0]).toBeGreaterThanOrEqual(PULL_BACKOFF_INITIAL_MS / 2);
    expect(pauses.length).toBeGreaterThan(40);
    for (const pauseMs of pauses.slice(8)) {
      expect(pauseMs).toBeGreaterThanOrEqual(PULL_BACKOFF_MAXIMUM_MS / 2);
      expect(pauseMs).toBeLessThanOrEqual(PULL_BACKOFF_MAXIMUM_MS);
    }
    expect(pump.errors).toHaveLength(pump.pulls.length);
    expect(pump.underWay).toBe(0);
  });

  it('are repeated slower when VOD asks for fewer calls', async () => {
    const firstPause = async (errorClass: FailureClass): Promise<number> => {
      const pump = new FakePump((pull) => (pull === 1 ? { error: errorClass } : HELD)).start();
      await jest.advanceTimersByTimeAsync(20_000);
      pump.stop.abort();
      return pausesOf(pump)[0] ?? 0;
    };
    expect(await firstPause('throttled')).toBeGreaterThanOrEqual(2 * PULL_BACKOFF_INITIAL_MS);
    expect(await firstPause('transient')).toBeLessThanOrEqual(PULL_BACKOFF_INITIAL_MS);
  });

  it('are repeated soon again once a pull succeeded in between', async () => {
    const pump = new FakePump((pull) => (pull % 9 === 0 ? HELD : { error: 'transient' })).start();
    await jest.advanceTimersByTimeAsync(5 * 60_000);
    const afterSuccess = pump.errors.filter((_, index) => index % 8 === 0).map(({ pauseMs }) => pauseMs);
    expect(afterSuccess.length).toBeGreaterThan(3);
    for (const pauseMs of afterSuccess) expect(pauseMs).toBeLessThanOrEqual(PULL_BACKOFF_INITIAL_MS);
  });

  it('leave one pull at a time', async () => {
    const pump = new FakePump((pull) =>
      pull <= 20 ? { events: FULL, afterMs: 50 } : { error: 'transient', afterMs: 50 },
    ).start();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(pump.loop.width).toBe(1);
    const [first, second] = pump.pulls.slice(-2);
    expect(second?.startedAt).toBeGreaterThanOrEqual(first?.endedAt ?? Number.POSITIVE_INFINITY);
  });
});
