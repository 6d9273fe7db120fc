import { freePorts } from '../../demo/free-ports';
import { park, stateOf, untilParked, type EventHandle } from '../support/parked';
import { startSystem, until, type System } from '../support/system';

describe('an event that stays parked for longer than the workers are set to', () => {
  let system: System;
  let metricsAddress: string;
  beforeAll(async () => {
    const [metricsPort] = await freePorts(1);
    metricsAddress = `127.0.0.1:${metricsPort}`;
    system = await startSystem({
      poll: false,
      parkedReportAfterMs: 2_000,
      metricsAddress,
      routes: {
        PullComplete: {
          handler: () => Promise.reject(new Error('no')),
          retry: { maximumAttempts: 3, initialInterval: 10 },
        },
      },
    });
  });
  afterAll(() => system.stop());

  const reports = (key: string) =>
    system.workflowLog.filter(
      ({ level, message, meta }) => level === 'ERROR' && /still parked/.test(message) && meta?.key === key,
    );
  const overdue = (handle: EventHandle) =>
    until('overdue', async () => (await stateOf(handle)).overdue && stateOf(handle));
  const timers = async (handle: EventHandle): Promise<number> =>
    (await handle.fetchHistory()).events?.filter(({ timerStartedEventAttributes }) => timerStartedEventAttributes)
      .length ?? 0;

  it('is reported in log, metrics, memo and state, stays parked, and is reported anew only when it was parked anew', async () => {
    const handle = await park(system, 'late');
    const state = await overdue(handle);
    expect(state).toMatchObject({ state: 'parked', tries: 3 });
    // The log is collected, and comes in some moments later.
    await until('a line of the log', () => reports('late').length > 0);
    // More than one only where a workflow task was made again, as under load: the timer tells how often it was reported.
    for (const line of reports('late')) expect(line).toMatchObject({ meta: { source: system.source, tries: 3 } });
    expect((await handle.describe()).memo).toMatchObject({ parked: { since: state.since, tries: 3, overdue: true } });
    await until('the metric', async () => (await metrics()).includes(`vod_events_parked_overdue{`));
    // Counted anew by a workflow task that is made again, as under load.
    expect(await metrics()).toMatch(
      new RegExp(`^vod_events_parked_overdue\\{.*source="${system.source}".*\\} [1-9]\\d*$`, 'm'),
    );

    // A refused signal wakes the workflow and starts no other timer.
    await handle.signal('retry', 'nonsense');
    await until('refused', async () => (await stateOf(handle)).refused);
    expect(await timers(handle)).toBe(1);

    const before = reports('late').length;
    await handle.signal('retry');
    await untilParked(handle, state.since);
    // The line comes from inside the workflow task, the memo with its end.
    await overdue(handle);
    await until('another line', () => reports('late').length > before);
    expect(await timers(handle)).toBe(2);
    expect((await handle.describe()).memo).toMatchObject({ parked: { overdue: true } });
    await handle.signal('discard');
    expect(await handle.result()).toEqual({ state: 'discarded', tries: 3 });
  });

  it('is not reported when somebody decides in time', async () => {
    const handle = await park(system, 'in-time');
    await handle.signal('discard');
    await handle.result();
    expect(reports('in-time')).toHaveLength(0);
    const memo = (await handle.describe()).memo;
    expect(memo).not.toMatchObject({ parked: { overdue: true } });
  });

  it('waits without a timer where the workers are set to nothing', async () => {
    const silent = await startSystem({
      poll: false,
      routes: { PullComplete: { handler: () => Promise.reject(new Error('no')), retry: { maximumAttempts: 1 } } },
    });
    try {
      const handle = await park(silent, 'silent');
      expect(await timers(handle)).toBe(0);
      await handle.signal('discard');
      await handle.result();
    } finally {
      await silent.stop();
    }
  });

  async function metrics(): Promise<string> {
    return (await fetch(`http://${metricsAddress}/metrics`)).text();
  }
});
