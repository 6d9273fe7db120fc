import { FakePump, FULL, HELD } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('an idle pump', () => {
  it('has one long poll under way at any time, and no more', async () => {
    const pump = new FakePump(() => HELD).start();
    for (let seconds = 0; seconds < 60; seconds++) {
      await jest.advanceTimersByTimeAsync(1_000);
      expect(pump.underWay).toBe(1);
    }
    expect(pump.mostUnderWay).toBe(1);
    expect(pump.pulls).toHaveLength(13);
    expect(new Set(pump.codes)).toEqual(new Set(['empty']));
    expect(pump.turns).toEqual([]);
  });

  it('is soon idle again after a backlog', async () => {
    const pump = new FakePump((pull) => (pull <= 30 ? { events: FULL, afterMs: 10 } : HELD)).start();
    await jest.advanceTimersByTimeAsync(20_000);
    expect(pump.mostUnderWay).toBeGreaterThan(1);
    expect(pump.underWay).toBe(1);
    expect(pump.eventsGiven).toBe(30 * FULL);
  });
});
