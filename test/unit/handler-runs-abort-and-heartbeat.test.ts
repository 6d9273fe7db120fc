import { HandlerRuns, type HandlerRun } from '../../src/activities/handler-runs';

interface Probe {
  signal: AbortSignal;
  heartbeat: (details?: unknown) => void;
}

function startProbe(timeoutMs = 60_000) {
  let probe: Probe | undefined;
  const run = new HandlerRuns(1).start(
    'id',
    (started, heartbeat) => {
      probe = { signal: started.signal, heartbeat };
      return new Promise(() => {});
    },
    timeoutMs,
  );
  if (!probe) throw new Error('A handler must be started at once.');
  return { run, probe };
}

describe('the signal of a handler', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is aborted when its time is over, with the time as the reason', async () => {
    const { probe } = startProbe(5_000);
    await jest.advanceTimersByTimeAsync(4_999);
    expect(probe.signal.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(probe.signal.aborted).toBe(true);
    expect(probe.signal.reason).toMatchObject({ name: 'HandlerTimeout', timeoutMs: 5_000 });
    expect(String(probe.signal.reason)).toMatch(/5000 ms/);
  });

  it('is aborted by whoever has the run, with their reason', () => {
    const { run, probe } = startProbe();
    const reason = new Error('discarded');
    run.abort(reason);
    expect(probe.signal.reason).toBe(reason);
    expect(run.signal).toBe(probe.signal);
  });

  it('is aborted already for a handler that looks at it only then', () => {
    let started: Pick<HandlerRun, 'signal'> | undefined;
    const run = new HandlerRuns(1).start('id', (given) => void (started = given), 60_000);
    const reason = new Error('discarded');
    run.abort(reason);
    run.abort(new Error('once more'));
    expect(started?.signal.reason).toBe(reason);
    expect(started?.signal).toBe(run.signal);
  });

  it('is not aborted after the handler has settled', async () => {
    const run = new HandlerRuns(1).start('id', () => {}, 10);
    await run.outcome;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(run.signal.aborted).toBe(false);
  });
});

describe('the heartbeats of a handler', () => {
  it('go to whoever asked for them last, who is told the last one first', () => {
    const { run, probe } = startProbe();
    const first: unknown[] = [];
    const second: unknown[] = [];
    probe.heartbeat(0);
    run.onHeartbeat((details) => first.push(details));
    probe.heartbeat(1);
    run.onHeartbeat((details) => second.push(details));
    probe.heartbeat(2);
    expect(first).toEqual([0, 1]);
    expect(second).toEqual([1, 2]);
  });

  it('are no trouble while nobody wants them', () => {
    expect(() => startProbe().probe.heartbeat('to nobody')).not.toThrow();
  });
});
