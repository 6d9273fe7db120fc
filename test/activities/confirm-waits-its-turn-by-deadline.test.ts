import { setMaxListeners } from 'node:events';
import { ConfirmLine } from '../../src/activities/confirm-line';
import { RateBudget } from '../../src/core/rate-budget';

const live = new AbortController().signal;
/** One turn every 100 ms. */
const line = (): ConfirmLine => new ConfirmLine(new RateBudget(10, 1));
const inMs = (ms: number): number => Date.now() + ms;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('confirms that wait for their turn', () => {
  it('have it in the order of their deadlines, at the rate', async () => {
    const confirms = line();
    await confirms.turn(inMs(10_000), live);
    const served: string[] = [];
    for (const [name, ms] of Object.entries({ late: 9_000, soon: 5_000, later: 9_500, now: 1_000 }))
      void confirms.turn(inMs(ms), live).then((isItsTurn) => isItsTurn && served.push(name));
    for (const count of [0, 1, 2, 3, 4]) {
      expect(served).toHaveLength(count);
      await jest.advanceTimersByTimeAsync(100);
    }
    expect(served).toEqual(['now', 'soon', 'late', 'later']);
  });

  it('use up nothing when they leave', async () => {
    const confirms = line();
    await confirms.turn(inMs(10_000), live);
    const leaving = new AbortController();
    setMaxListeners(0, leaving.signal);
    const left = Array.from({ length: 50 }, () => confirms.turn(inMs(8_000), leaving.signal));
    const staying = confirms.turn(inMs(9_000), live);
    leaving.abort();
    expect(await Promise.all(left)).not.toContain(true);
    await jest.advanceTimersByTimeAsync(100);
    expect(await staying).toBe(true);
  });

  it('are told at their deadline that it was not to be, which uses up nothing either', async () => {
    const confirms = new ConfirmLine(new RateBudget(1, 1));
    await confirms.turn(inMs(10_000), live);
    // In time when they are asked for, were it not for the one before.
    const [first, second] = [confirms.turn(inMs(1_100), live), confirms.turn(inMs(1_200), live)];
    const third = confirms.turn(inMs(9_000), live);
    await jest.advanceTimersByTimeAsync(1_250);
    expect([await first, await second]).toEqual([true, false]);
    await jest.advanceTimersByTimeAsync(750);
    expect(await third).toBe(true);
  });

  it('do not wait for what cannot come in time, nor when they were cancelled', async () => {
    const confirms = new ConfirmLine(new RateBudget(0.01, 1));
    await confirms.turn(inMs(10_000), live);
    expect(await confirms.turn(inMs(500), live)).toBe(false);
    expect(await line().turn(inMs(500), AbortSignal.abort())).toBe(false);
  });
});
