import type { Turn } from '../../src/activities/pump-loop';
import { FakePump, FULL } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a pump whose batches leave no room', () => {
  it('pulls nothing until there is some, and then goes on', async () => {
    let full = false;
    let change = (): void => {};
    const admits = (): boolean => !full;
    const changed = (): Promise<void> => new Promise((resolve) => (change = resolve));
    const pump = new FakePump(() => ({ events: FULL, afterMs: 10 }), { admits, changed }).start();
    await jest.advanceTimersByTimeAsync(1_000);
    full = true;
    // What was already under way may come back.
    await jest.advanceTimersByTimeAsync(1_000);
    const before = pump.pulls.length;
    expect(pump.underWay).toBe(0);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(pump.pulls).toHaveLength(before);

    full = false;
    change();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(pump.pulls.length).toBeGreaterThan(before);
  });

  it('counts what pulls under way may bring, and what is not given away yet', async () => {
    const asked: number[] = [];
    // Room for what three pulls bring.
    const admits = (pending: number): boolean => {
      asked.push(pending);
      return pending < 3 * FULL;
    };
    let change = (): void => {};
    const changed = (): Promise<void> => new Promise((resolve) => (change = resolve));
    const turns: number[] = [];
    const give = ({ events }: Turn): void => {
      turns.push(events.length);
      change();
    };
    const pump = new FakePump(() => ({ events: FULL, afterMs: 50 }), { admits, changed, give }).start();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(Math.max(...asked)).toBe(3 * FULL);
    expect(Math.max(...turns)).toBe(3 * FULL);
    expect(turns.length).toBeGreaterThan(5);
    expect(pump.mostUnderWay).toBe(3);
  });
});
