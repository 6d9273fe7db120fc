import { MIN_EMPTY_PULL_MS } from '../../src/core/defaults';
import { RateBudget } from '../../src/core/rate-budget';
import { FakePump, FULL, HELD } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Pulls that started after a failure was seen and before its pause was over. */
function startedTooSoon(pump: FakePump): number[] {
  return pump.pulls
    .map(({ startedAt }) => startedAt)
    .filter((startedAt) => pump.errors.some(({ at, pauseMs }) => startedAt > at && startedAt < at + pauseMs));
}

describe('no pull starts during the pause after a failure', () => {
  it('when the failure comes while the next pull waits for its rate', async () => {
    const pump = new FakePump(
      (pull) => (pull <= 3 ? { events: FULL, afterMs: 10 } : { error: 'throttled', afterMs: 3_500 }),
      { budget: new RateBudget(0.5, 3) },
    ).start();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(pump.errors.length).toBeGreaterThan(3);
    expect(startedTooSoon(pump)).toEqual([]);
  });

  it('when the failure is that of the only pull under way, while the next waits for its rate', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.999);
    // From the first pull, which is full, two are allowed: one a second. The second fails half a second after it began.
    const pump = new FakePump(
      (pull) => (pull === 1 ? { events: FULL, afterMs: 10 } : { error: 'throttled', afterMs: 500 }),
      { budget: new RateBudget(1, 1) },
    ).start();
    await jest.advanceTimersByTimeAsync(10_000);
    random.mockRestore();
    expect(pump.errors.length).toBeGreaterThan(1);
    expect(startedTooSoon(pump)).toEqual([]);
  });

  it('when another failure comes during the pause and makes it longer', async () => {
    const pump = new FakePump((pull) => {
      if (pull <= 15) return { events: FULL, afterMs: 10 };
      return { error: 'throttled', afterMs: pull % 2 === 0 ? 10 : 400 };
    }).start();
    await jest.advanceTimersByTimeAsync(120_000);
    expect(startedTooSoon(pump)).toEqual([]);
  });

  it('when a pull beside it comes back empty', async () => {
    // Two side by side: one is throttled, the other empty at once.
    const pump = new FakePump((pull) => {
      if (pull === 1) return { events: FULL, afterMs: 10 };
      if (pull === 2) return { error: 'throttled', afterMs: 100 };
      return pull === 3 ? { events: 0, afterMs: 110 } : HELD;
    });
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    pump.start();
    await jest.advanceTimersByTimeAsync(30_000);
    jest.restoreAllMocks();
    expect(pump.errors.length).toBe(1);
    expect(startedTooSoon(pump)).toEqual([]);
  });
});

it('no pull starts while another is under way once the pump is idle', async () => {
  const pump = new FakePump(
    (pull) => (pull <= 6 ? { events: FULL, afterMs: 2_500 } : { events: 0, afterMs: 4_000 + pull }),
    { budget: new RateBudget(1, 3) },
  ).start();
  await jest.advanceTimersByTimeAsync(120_000);
  const firstEmptyAt = pump.pulls[6]?.endedAt ?? 0;
  const late = pump.pulls.filter(({ startedAt }) => startedAt > firstEmptyAt);
  expect(late.length).toBeGreaterThan(5);
  for (const pull of late) {
    const beside = pump.pulls.filter(
      (other) => other !== pull && other.startedAt <= pull.startedAt && (other.endedAt ?? Infinity) > pull.startedAt,
    );
    expect(beside).toEqual([]);
  }
});

it('answers that are empty at once are that long apart', async () => {
  const pump = new FakePump((pull) => (pull <= 20 ? { events: FULL, afterMs: 5 } : { events: 0, afterMs: 5 })).start();
  await jest.advanceTimersByTimeAsync(30_000);
  const empty = pump.pulls.slice(30);
  for (const [index, { startedAt }] of empty.slice(1).entries()) {
    expect(startedAt - (empty[index]?.endedAt ?? 0)).toBeGreaterThanOrEqual(MIN_EMPTY_PULL_MS);
  }
});
