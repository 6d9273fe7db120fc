import { ApplicationFailureCategory } from '@temporalio/common';
import { PUMP_LAP_MS } from '../../src/core/defaults';
import { VodCallError } from '../../src/vod/errors';
import { applicationFailureOf, environment, events, failureOf, inFakeTime, SOURCE } from './support';
import { allDone, pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a pump that is cancelled', () => {
  it('pulls no more, waits for its open batches, and reports itself cancelled', async () => {
    const system = pumping([{ events: events(2) }]);
    system.temporal.resultOf = async (start) => {
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      return allDone(start);
    };
    const env = environment();
    const ended = failureOf(system.pump({}, env));
    await jest.advanceTimersByTimeAsync(1_500);
    const pulls = system.pulls.length;
    env.cancel();
    let over = false;
    void ended.then(() => (over = true));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(over).toBe(false);
    expect(await inFakeTime(ended)).toMatchObject({ name: 'CancelledFailure' });
    expect(system.pulls).toHaveLength(pulls);
    expect(system.reports.at(-1)).toMatchObject({ batches: 1, done: 2, openBatches: 0 });
  });

  it('gives what a long poll under way still brings to a batch', async () => {
    const system = pumping([{ events: events(2), afterMs: 4_000 }]);
    const env = environment();
    const ended = failureOf(system.pump({}, env));
    await jest.advanceTimersByTimeAsync(1_000);
    env.cancel();
    expect(await inFakeTime(ended)).toMatchObject({ name: 'CancelledFailure' });
    expect(system.batches()).toHaveLength(1);
  });
});

describe('a pump whose worker drains', () => {
  it('releases itself within a second, to be taken over at once, and sees its long poll through in the background', async () => {
    const system = pumping([{ events: events(2), afterMs: 4_000 }]);
    const ended = applicationFailureOf(system.pump());
    await jest.advanceTimersByTimeAsync(1_000);
    const drainedAt = Date.now();
    system.drain.begin();
    const failure = await inFakeTime(ended);
    expect(Date.now() - drainedAt).toBeLessThanOrEqual(1_000);
    expect(failure).toMatchObject({
      type: 'PumpReleased',
      nonRetryable: false,
      category: ApplicationFailureCategory.BENIGN,
    });
    expect(failure.nextRetryDelay).toBeLessThan(100);
    expect(system.batches()).toEqual([]);

    let idle = false;
    void system.drain.idle().then(() => (idle = true));
    await jest.advanceTimersByTimeAsync(2_500);
    expect(idle).toBe(false);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(idle).toBe(true);
    expect(system.batches()).toHaveLength(1);
    expect(system.pulls).toHaveLength(1);
  });

  it('never begins when the drain came first', async () => {
    const system = pumping([]);
    system.drain.begin();
    expect(await inFakeTime(applicationFailureOf(system.pump()))).toMatchObject({ type: 'PumpReleased' });
    expect(system.pulls).toEqual([]);
  });
});

describe('a pump that a person must mend', () => {
  it.each(['configuration', 'bug'] as const)(
    '(class %s) fails with the code and the request id',
    async (errorClass) => {
      const error = new VodCallError({
        api: 'PullEvents',
        source: SOURCE,
        errorClass,
        what: 'VOD said so',
        code: 'TheCode',
        requestId: 'the-request',
      });
      const system = pumping([{ error }]);
      const failure = await inFakeTime(applicationFailureOf(system.pump()));
      expect(failure).toMatchObject({
        type: errorClass === 'bug' ? 'VodBug' : 'VodConfiguration',
        nonRetryable: true,
        details: [{ code: 'TheCode', requestId: 'the-request' }],
      });
      expect(system.pulls).toHaveLength(1);
    },
  );

  it('because it does not serve the source fails at once', async () => {
    const system = pumping([]);
    const failure = await inFakeTime(applicationFailureOf(system.pump({ source: 'elsewhere' })));
    expect(failure).toMatchObject({ type: 'UnknownSource', nonRetryable: true });
  });
});

describe('a pump whose lap is over', () => {
  it('returns, having seen everything through', async () => {
    // One pull that takes the whole lap, which saves the test thousands.
    const system = pumping([{ events: events(2), afterMs: PUMP_LAP_MS + 1_000 }]);
    const ended = system.pump();
    await jest.advanceTimersByTimeAsync(PUMP_LAP_MS);
    await inFakeTime(ended);
    expect(system.pulls).toHaveLength(1);
    expect(system.reports.at(-1)).toMatchObject({ batches: 1, openBatches: 0 });
  });
});

describe('a probe', () => {
  it('returns after one pull, and what that brought is not lost', async () => {
    const system = pumping([{ events: events(3), afterMs: 100 }]);
    await inFakeTime(system.pump({ probe: true }));
    expect(system.pulls).toHaveLength(1);
    expect(system.batches()).toHaveLength(1);
  });

  it('returns after an empty pull too', async () => {
    const system = pumping([{ events: [], afterMs: 100 }]);
    await inFakeTime(system.pump({ probe: true }));
    expect(system.pulls).toHaveLength(1);
  });
});
