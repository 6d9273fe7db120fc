import { PUMP_HEARTBEAT_TIMEOUT_MS } from '../../src/core/defaults';
import { VodCallError } from '../../src/vod/errors';
import { environment, events, failureOf, inFakeTime, SOURCE } from './support';
import { pumpFor, pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('the report of a pump', () => {
  it('comes often enough that a dead pump is told from an idle one', async () => {
    const system = pumping([]);
    await pumpFor(60_000, system);
    expect(system.reports.length).toBeGreaterThanOrEqual((60_000 / PUMP_HEARTBEAT_TIMEOUT_MS) * 2);
  });

  it('counts what was pulled and what became of it', async () => {
    const startedAt = Date.now();
    const system = pumping([
      { events: events(5), afterMs: 10 },
      { events: events(3).map((raw) => ({ ...raw, EventHandle: 'x' })), afterMs: 10 },
    ]);
    system.temporal.resultOf = () =>
      Promise.resolve({ done: 2, owned: 1, left: 1, confirmed: 2, unconfirmed: ['a-key'], unfinished: [] });
    await pumpFor(20_000, system);
    expect(system.reports.at(-1)).toEqual({
      pulls: system.pulls.length,
      events: 8,
      batches: 2,
      done: 4,
      owned: 2,
      left: 2,
      confirmed: 4,
      unconfirmed: 2,
      redelivered: 0,
      tooLarge: 0,
      openBatches: 0,
      width: 1,
      lastPullAt: expect.any(Number),
      lastCode: 'empty',
      remembered: ['a-key'],
      unfinished: {},
    });
    expect(system.reports.at(-1)?.lastPullAt).toBeGreaterThan(startedAt + 10_000);
  });

  it('names the code of a failed pull, which is logged without being counted as a pull', async () => {
    const error = new VodCallError({
      api: 'PullEvents',
      source: SOURCE,
      errorClass: 'transient',
      what: 'no',
      code: 'InternalError',
      requestId: 'r',
    });
    const system = pumping([{ error }]);
    const env = environment();
    const ended = failureOf(system.pump({}, env));
    // The next pull, which is held, is under way.
    await jest.advanceTimersByTimeAsync(3_000);
    expect(system.reports.at(-1)).toMatchObject({ lastCode: 'InternalError', pulls: 0 });
    expect(system.reports.at(-1)).not.toHaveProperty('lastPullAt');
    expect(system.log.lines).toMatchObject([
      {
        level: 'warn',
        meta: { source: SOURCE, api: 'PullEvents', code: 'InternalError', requestId: 'r', errorClass: 'transient' },
      },
    ]);
    env.cancel();
    await inFakeTime(ended);
  });

  it('is followed by the worker with every completed pull, empty ones included and failed ones not', async () => {
    const error = new VodCallError({ api: 'PullEvents', source: SOURCE, errorClass: 'transient', what: 'no' });
    const system = pumping([{ events: events(1), afterMs: 10 }, { error }, { events: [], afterMs: 5_000 }]);
    await pumpFor(7_000, system);
    // The last of them was under way when the pump was cancelled.
    expect(system.pulls).toHaveLength(4);
    const completed = system.told.steps.filter(({ metric }) => metric === 'vod_events_last_pull_timestamp');
    expect(completed).toHaveLength(3);
    expect(completed.at(-1)?.value).toBe((system.reports.at(-1)?.lastPullAt ?? 0) / 1_000);
  });

  it('is louder about a code that nobody knows', async () => {
    const error = new VodCallError({
      api: 'PullEvents',
      source: SOURCE,
      errorClass: 'unknown',
      what: 'no',
      code: 'OfNextYear',
    });
    const system = pumping([{ error }]);
    await pumpFor(1_000, system);
    expect(system.log.lines).toMatchObject([{ level: 'error', meta: { code: 'OfNextYear' } }]);
  });

  it('goes on from where the pump before it stopped', async () => {
    const before = pumping([{ events: events(5), afterMs: 10 }]);
    before.temporal.resultOf = () =>
      Promise.resolve({ done: 5, owned: 0, left: 0, confirmed: 4, unconfirmed: ['a-key'], unfinished: [] });
    await pumpFor(1_000, before);
    const heartbeatDetails: unknown = JSON.parse(JSON.stringify(before.reports.at(-1)));

    const system = pumping([{ events: events(2), afterMs: 10 }]);
    await pumpFor(1_000, system, environment({ attempt: 2, heartbeatDetails }));
    expect(system.reports.at(-1)).toMatchObject({
      events: 7,
      batches: 2,
      done: 7,
      confirmed: 6,
      unconfirmed: 1,
      remembered: ['a-key'],
      unfinished: {},
    });
  });
});
