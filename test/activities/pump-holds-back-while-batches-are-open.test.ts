import { Beginnings } from '../../src/activities/beginnings';
import { weightOf } from '../../src/core/admission';
import { INITIAL_OPEN_BATCHES, MAX_EVENTS_PER_CALL, WINDOW_MS } from '../../src/core/defaults';
import { environment, event, failureOf, inFakeTime, never } from './support';
import { allDone, pumping, type Answer } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const backlog = (count: number): Answer[] =>
  Array.from({ length: count }, (_, index) => ({ events: [event(`e${index}`)], afterMs: 10 }));

/** Batches of one event that weigh as much as the full ones with which a pump begins. */
const AT_FIRST = Math.ceil(INITIAL_OPEN_BATCHES / weightOf(1));

describe('a pump whose batches stay open', () => {
  it('stops pulling at its limit', async () => {
    const system = pumping(backlog(100), { maxOpenBatches: 3 });
    system.temporal.resultOf = never;
    const env = environment();
    const ended = failureOf(system.pump({}, env));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(system.pulls).toHaveLength(3);
    expect(system.reports.at(-1)).toMatchObject({ openBatches: 3 });
    env.cancel();
    await inFakeTime(ended);
  });

  it('begins with a few of them, however many it is allowed', async () => {
    const system = pumping(backlog(100));
    system.temporal.resultOf = never;
    const env = environment();
    const ended = failureOf(system.pump({}, env));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(system.pulls).toHaveLength(AT_FIRST);
    env.cancel();
    await inFakeTime(ended);
  });

  it('is allowed more as they close in good time', async () => {
    const system = pumping(backlog(1_000));
    system.temporal.resultOf = async (start) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return allDone(start);
    };
    const env = environment();
    const ended = failureOf(system.pump({}, env));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(Math.max(...system.reports.map(({ openBatches }) => openBatches))).toBeGreaterThan(2 * AT_FIRST);
    env.cancel();
    await inFakeTime(ended);
  });

  it.each([
    { begunMs: 400, more: true },
    { begunMs: 600, more: false },
  ])('in a backlog, and begin $begunMs ms after the pull: is allowed more: $more', async ({ begunMs, more }) => {
    const beginnings = new Beginnings();
    const full = Array.from({ length: 1_000 }, (_, pull) => ({
      events: Array.from({ length: MAX_EVENTS_PER_CALL }, (_, index) => event(`e${pull}-${index}`)),
      afterMs: 10,
    }));
    const system = pumping(full, { beginnings });
    let started = 0;
    system.temporal.resultOf = async (start) => {
      // The first tells how soon it can be.
      const after = started++ === 0 ? 20 : begunMs;
      await new Promise((resolve) => setTimeout(resolve, after));
      beginnings.begin(String(start.options.workflowId), Date.now());
      await new Promise((resolve) => setTimeout(resolve, 800 - after));
      return allDone(start);
    };
    const env = environment();
    const ended = failureOf(system.pump({}, env));
    await jest.advanceTimersByTimeAsync(5_000);
    const most = Math.max(...system.reports.map(({ openBatches }) => openBatches));
    expect(most > 2 * INITIAL_OPEN_BATCHES).toBe(more);
    env.cancel();
    await inFakeTime(ended);
  });

  it('goes on after their window, because a stuck batch must not stop it', async () => {
    const system = pumping(backlog(5), { maxOpenBatches: 1 });
    system.temporal.resultOf = never;
    const env = environment();
    const ended = failureOf(system.pump({}, env));
    await jest.advanceTimersByTimeAsync(2 * WINDOW_MS + 1_000);
    expect(system.pulls).toHaveLength(3);
    expect(system.log.lines.filter(({ level }) => level === 'warn')).toHaveLength(2);
    env.cancel();
    await inFakeTime(ended);
  });
});
