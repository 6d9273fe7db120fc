import { DEADLINE_MARGIN_MS, RATE_PER_SECOND, WINDOW_MS } from '../../src/core/defaults';
import { run, SimulatedSource, SimulatedWorker } from './fleet';

const HUGE = 10_000_000;
const LONGEST_MS = WINDOW_MS - DEADLINE_MARGIN_MS;

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

describe('a thousand sources in simulated time', () => {
  const perSecond = (index: number): number => 0.1 + index / 20;
  // Workers of 400 to 1,360 events a second, each with one source that has more than it can do and 39 that have a little.
  const workers = many(25, (n) => {
    const little = many(39, (index) => new SimulatedSource(perSecond(index)));
    return new SimulatedWorker(400 + n * 40, [new SimulatedSource(0, HUGE), ...little]);
  });
  beforeAll(() => run(workers, 30));

  it('stay far within their windows though some have a backlog that no worker can master', () => {
    for (const { sources } of workers)
      for (const { slowestMs } of sources) expect(slowestMs).toBeLessThan(LONGEST_MS / 2);
  });

  it('that have little are served in full beside those that have too much', () => {
    for (const { sources } of workers) {
      sources.slice(1).forEach(({ served, slowestMs }, index) => {
        expect(served).toBeGreaterThanOrEqual(Math.floor(perSecond(index) * 30 * 0.9) - 2);
        expect(slowestMs).toBeLessThan(2_000);
      });
    }
  });

  it('that all have too much get about the same', () => {
    const crowded = many(
      6,
      (n) =>
        new SimulatedWorker(
          1_000 + n * 500,
          many(16, () => new SimulatedSource(0, HUGE)),
        ),
    );
    run(crowded, 120);
    for (const { sources } of crowded) {
      const served = sources.map((source) => source.served);
      expect(Math.min(...served) / Math.max(...served)).toBeGreaterThanOrEqual(0.8);
    }
  });

  it('never pull more than their rate, and one long poll at a time while idle', () => {
    const idle = many(500, () => new SimulatedSource(0));
    const busy = many(50, () => new SimulatedSource(0, HUGE));
    run([new SimulatedWorker(1e6, idle), new SimulatedWorker(1e6, busy)], 20);
    for (const { pulls } of idle) expect(pulls).toBeLessThanOrEqual(20 / 5 + 1);
    for (const { pulls } of busy) {
      // What the budget lets through at once after a quiet time comes on top.
      expect(pulls).toBeLessThanOrEqual(RATE_PER_SECOND * 20 + 21);
      expect(pulls).toBeGreaterThanOrEqual(RATE_PER_SECOND * 20 * 0.9);
    }
  });
});
