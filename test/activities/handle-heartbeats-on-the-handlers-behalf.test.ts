import { HANDLE_HEARTBEAT_TIMEOUT_MS } from '../../src/core/defaults';
import { environment, inFakeTime } from './support';
import { after, handling } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

type Context = { heartbeat: (details?: unknown) => void };

function heartbeating() {
  const env = environment();
  const beats: { at: number; details: unknown }[] = [];
  env.on('heartbeat', (details: unknown) => void beats.push({ at: Date.now(), details }));
  return { env, beats };
}

describe('the activity of an owned event', () => {
  it('heartbeats well within its timeout while the handler works and says nothing', async () => {
    const { env, beats } = heartbeating();
    const { handle } = handling({ PullComplete: () => after(60_000) });
    const startedAt = Date.now();
    await inFakeTime(handle({}, env));
    const times = [startedAt, ...beats.map(({ at }) => at), startedAt + 60_000];
    for (const [index, at] of times.slice(1).entries()) {
      expect(at - (times[index] ?? 0)).toBeLessThanOrEqual(HANDLE_HEARTBEAT_TIMEOUT_MS / 2);
    }
  });

  it('passes the handler’s own heartbeats on, and repeats the last of them', async () => {
    const { env, beats } = heartbeating();
    const { handle } = handling({
      PullComplete: async (_event: unknown, { heartbeat }: Context) => {
        heartbeat({ percent: 10 });
        await after(20_000);
        heartbeat({ percent: 90 });
        await after(20_000);
      },
    });
    await inFakeTime(handle({}, env));
    const said = beats.map(({ details }) => (details as { percent?: number } | undefined)?.percent);
    expect(said.length).toBeGreaterThan(8);
    expect(said[0]).toBe(10);
    expect(said.at(-1)).toBe(90);
    expect([...said].sort()).toEqual(said);
  });

  it('passes on the heartbeats of a handler that it adopted', async () => {
    const { env, beats } = heartbeating();
    const { handle, startInBatch } = handling({
      PullComplete: async (_event: unknown, { heartbeat }: Context) => {
        heartbeat('before anybody listened');
        await after(10_000);
        heartbeat('after');
        await after(1);
      },
    });
    startInBatch();
    await inFakeTime(handle({}, env));
    expect(beats.map(({ details }) => details)).toContain('after');
  });

  it('stops heartbeating when it ends', async () => {
    const { env, beats } = heartbeating();
    const { handle } = handling({ PullComplete: () => after(10_000) });
    await inFakeTime(handle({}, env));
    const before = beats.length;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(beats).toHaveLength(before);
  });

  it('passes on nothing that a handler says after it has settled', async () => {
    const { env, beats } = heartbeating();
    let late: (details: unknown) => void = () => {};
    const { handle } = handling({ PullComplete: (_event: unknown, { heartbeat }: Context) => void (late = heartbeat) });
    await inFakeTime(handle({}, env));
    late('too late');
    expect(beats).toEqual([]);
  });
});
