import fc from 'fast-check';
import { backoffMs } from '../../src/core/backoff';

const shape = fc.record({
  initialMs: fc.integer({ min: 1, max: 100_000 }),
  maximumMs: fc.integer({ min: 1, max: 1_000_000 }),
  coefficient: fc.double({ min: 1, max: 10, noNaN: true }),
});
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const failures = fc.integer({ min: 0, max: 1_000_000 });

describe('a backoff', () => {
  it('is between half and all of the exponential pause, and a whole number', () => {
    fc.assert(
      fc.property(failures, shape, random, (count, bounds, draw) => {
        const { initialMs, maximumMs, coefficient } = bounds;
        const full = Math.min(maximumMs, initialMs * coefficient ** Math.max(0, count - 1));
        const pauseMs = backoffMs(count, bounds, draw);
        expect(Number.isInteger(pauseMs)).toBe(true);
        expect(pauseMs).toBeGreaterThanOrEqual(Math.floor(full / 2));
        expect(pauseMs).toBeLessThanOrEqual(Math.ceil(full));
      }),
    );
  });

  it('never exceeds its maximum and never shrinks as failures go on', () => {
    fc.assert(
      fc.property(fc.nat(200), shape, random, (count, bounds, draw) => {
        const pauseMs = backoffMs(count, bounds, draw);
        expect(pauseMs).toBeLessThanOrEqual(bounds.maximumMs);
        expect(backoffMs(count + 1, bounds, draw)).toBeGreaterThanOrEqual(pauseMs);
      }),
    );
  });

  it('doubles when nothing else is said', () => {
    const bounds = { initialMs: 100, maximumMs: 10_000 };
    expect([1, 2, 3, 4].map((count) => backoffMs(count, bounds, 0))).toEqual([50, 100, 200, 400]);
  });
});
