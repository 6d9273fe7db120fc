import { FakePump, FULL, HELD } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('what was pulled when the pump is stopped', () => {
  it('is given away when it comes, with the time at which it came', async () => {
    const pump = new FakePump(() => ({ events: 3, afterMs: 4_000 })).start();
    await jest.advanceTimersByTimeAsync(1_000);
    pump.stop.abort();
    await pump.running;
    expect(pump.turns).toEqual([]);

    let settled = false;
    void pump.loop.settled().then(() => (settled = true));
    await jest.advanceTimersByTimeAsync(2_999);
    expect(settled).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(settled).toBe(true);
    expect(pump.turns).toMatchObject([{ events: [{}, {}, {}], pulledAt: Date.now() }]);
  });

  it('is given away completely when several pulls are under way', async () => {
    const pump = new FakePump((pull) => ({ events: FULL, afterMs: 100 + pull })).start();
    await jest.advanceTimersByTimeAsync(350);
    expect(pump.underWay).toBeGreaterThan(2);
    pump.stop.abort();
    const settled = pump.loop.settled();
    await jest.advanceTimersByTimeAsync(10_000);
    await settled;
    expect(pump.eventsGiven).toBe(pump.pulls.length * FULL);
  });

  it('is given away even when another pull halts the pump meanwhile', async () => {
    const pump = new FakePump((pull) => {
      if (pull === 1) return { events: FULL, afterMs: 10 };
      return pull === 2 ? { error: 'configuration', afterMs: 10 } : { events: 5, afterMs: 1_000 };
    }).start();
    await jest.advanceTimersByTimeAsync(100);
    await expect(pump.running).rejects.toMatchObject({ errorClass: 'configuration' });
    const settled = pump.loop.settled();
    await jest.advanceTimersByTimeAsync(1_000);
    await settled;
    expect(pump.eventsGiven).toBe(FULL + 5);
  });

  it('is nothing when nothing was under way', async () => {
    const pump = new FakePump(() => HELD);
    await pump.loop.settled();
    expect(pump.turns).toEqual([]);
  });
});
