import { FakePump, FULL } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a pump whose batches leave no room', () => {
  it('pulls nothing until there is some, and then goes on', async () => {
    let full = false;
    let wait: (() => void)[] = [];
    const room = (): Promise<void> => (full ? new Promise((resolve) => wait.push(resolve)) : Promise.resolve());
    const pump = new FakePump(() => ({ events: FULL, afterMs: 10 }), { room }).start();
    await jest.advanceTimersByTimeAsync(1_000);
    full = true;
    // What was already under way may come back.
    await jest.advanceTimersByTimeAsync(1_000);
    const before = pump.pulls.length;
    expect(pump.underWay).toBe(0);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(pump.pulls).toHaveLength(before);

    full = false;
    for (const go of wait.splice(0)) go();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(pump.pulls.length).toBeGreaterThan(before);
    wait = [];
  });
});
