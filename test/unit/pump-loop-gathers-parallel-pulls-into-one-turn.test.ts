import { GATHER_MS, MAX_EVENTS_PER_CALL, MAX_PULLS_PER_BATCH } from '../../src/core/defaults';
import { FakePump, FULL, HELD } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('pulls that come back at about the same time', () => {
  it('are one turn, with the time of the first and every event', async () => {
    const startedAt = Date.now();
    // After the first: two side by side, 5 ms apart, and nothing behind them.
    const afterMs = [100, 100, 105];
    const pump = new FakePump((pull) => {
      const delay = afterMs[pull - 1];
      return delay === undefined ? HELD : { events: FULL, afterMs: delay };
    }).start();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(pump.turns).toHaveLength(2);
    expect(pump.turns[0]).toMatchObject({ pulledAt: startedAt + 100 });
    expect(pump.turns[1]?.events.map(({ EventHandle }) => EventHandle)).toEqual([
      ...Array.from({ length: FULL }, (_, index) => `2/${index}`),
      ...Array.from({ length: FULL }, (_, index) => `3/${index}`),
    ]);
    expect(pump.turns[1]).toMatchObject({ pulledAt: startedAt + 200, givenAt: startedAt + 200 + GATHER_MS });
  });

  it('are as old as the oldest of them, whichever came first', async () => {
    const startedAt = Date.now();
    const arrivals = [startedAt, startedAt + 190, startedAt + 150];
    let arrived = 0;
    const pump = new FakePump((pull) => (pull <= 3 ? { events: FULL, afterMs: 100 + pull } : HELD), {
      arrivedAt: () => arrivals[arrived++] ?? Date.now(),
    }).start();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(pump.turns.map(({ pulledAt }) => pulledAt)).toEqual([startedAt, startedAt + 150]);
  });

  it('wait for nothing when there is only one', async () => {
    const pump = new FakePump((pull) => (pull === 1 ? { events: 3, afterMs: 100 } : HELD)).start();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(pump.turns).toMatchObject([{ givenAt: pump.turns[0]?.pulledAt }]);
  });

  it('are gathered though none is full, once many events come in a second, and not when few do', async () => {
    const streamOf = (events: number) => new FakePump(() => ({ events, afterMs: 10 })).start();
    const [many, few] = [streamOf(10), streamOf(1)];
    await jest.advanceTimersByTimeAsync(5_000);
    expect(many.turns.length).toBeLessThanOrEqual((5_000 / GATHER_MS) * 1.2);
    expect(few.turns.length).toBeGreaterThan(450);
    for (const { pulledAt, givenAt } of few.turns) expect(givenAt).toBe(pulledAt);
  });

  it('never wait longer than the gathering, nor for more than a batch may hold', async () => {
    const pump = new FakePump((pull) => ({ events: FULL, afterMs: 1 + (pull % 7) })).start();
    await jest.advanceTimersByTimeAsync(10_000);
    for (const { pulledAt, givenAt, events } of pump.turns) {
      expect(givenAt - pulledAt).toBeLessThanOrEqual(GATHER_MS);
      expect(events.length).toBeLessThanOrEqual(MAX_PULLS_PER_BATCH * MAX_EVENTS_PER_CALL);
    }
  });
});

it('every event that was pulled is given away exactly once, whatever the pulls do', async () => {
  const pump = new FakePump((pull) =>
    pull % 11 === 0
      ? { error: 'transient', afterMs: 3 }
      : { events: pull % 5 === 0 ? pull % 16 : FULL, afterMs: 1 + ((pull * 7) % 40) },
  ).start();
  await jest.advanceTimersByTimeAsync(30_000);
  pump.stop.abort();
  const settled = pump.loop.settled();
  await jest.advanceTimersByTimeAsync(1_000);
  await settled;
  const pulled = pump.pulls.reduce((sum, _, index) => {
    const pull = index + 1;
    return sum + (pull % 11 === 0 ? 0 : pull % 5 === 0 ? pull % 16 : FULL);
  }, 0);
  const handles = pump.turns.flatMap(({ events }) => events.map(({ EventHandle }) => EventHandle));
  expect(new Set(handles).size).toBe(handles.length);
  expect(handles).toHaveLength(pulled);
});
