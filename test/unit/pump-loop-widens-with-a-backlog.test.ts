import { MAX_PULL_WIDTH } from '../../src/core/defaults';
import { FakePump, FULL } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a pump', () => {
  it('has twice as many pulls under way with every full answer, up to the maximum', async () => {
    const pump = new FakePump(() => ({ events: FULL, afterMs: 100 })).start();
    const underWay: number[] = [];
    for (let round = 0; round < 5; round++) {
      await jest.advanceTimersByTimeAsync(round === 0 ? 50 : 100);
      underWay.push(pump.underWay);
    }
    expect(underWay).toEqual([1, 2, 8, 8, 8]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(pump.mostUnderWay).toBe(MAX_PULL_WIDTH);
    expect(pump.underWay).toBe(MAX_PULL_WIDTH);
  });

  it('has fewer with every answer that is not full, down to one', async () => {
    const pump = new FakePump((pull) => ({ events: pull <= 30 ? FULL : 1, afterMs: 100 })).start();
    await jest.advanceTimersByTimeAsync(600);
    expect(pump.mostUnderWay).toBe(MAX_PULL_WIDTH);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(pump.loop.width).toBe(1);
    expect(pump.underWay).toBe(1);
  });
});
