import fc from 'fast-check';
import { RateBudget } from '../../src/core/rate-budget';

/** The rounding of sums at times of 10^12 ms, as a part of one call. */
const TOLERANCE = 0.05;

const schedule = fc.record({
  perSecond: fc.integer({ min: 1, max: 500 }),
  burst: fc.integer({ min: 1, max: 20 }),
  startsAt: fc.constantFrom(0, 1_000, 1_700_000_000_000),
  gapsMs: fc.array(
    fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(40), fc.double({ min: 0, max: 5_000, noNaN: true })),
    { maxLength: 60 },
  ),
});

function starts({ perSecond, burst, startsAt, gapsMs }: typeof schedule extends fc.Arbitrary<infer S> ? S : never) {
  const budget = new RateBudget(perSecond, burst);
  let now = startsAt;
  return gapsMs.map((gapMs) => {
    now += gapMs;
    const waitMs = budget.reserve(now);
    expect(waitMs).toBeGreaterThanOrEqual(0);
    return now + waitMs;
  });
}

describe('a rate budget', () => {
  it('lets no interval of time see more starts than the rate and one burst', () => {
    fc.assert(
      fc.property(schedule, (input) => {
        const times = starts(input);
        for (let first = 0; first < times.length; first++) {
          for (let last = first; last < times.length; last++) {
            const seconds = ((times[last] ?? 0) - (times[first] ?? 0)) / 1_000;
            expect(last - first + 1).toBeLessThanOrEqual(input.burst + seconds * input.perSecond + TOLERANCE);
          }
        }
      }),
    );
  });

  it('hands out start times in the order they are asked for', () => {
    fc.assert(
      fc.property(schedule, (input) => {
        const times = starts(input);
        for (const [index, time] of times.slice(1).entries()) {
          expect(time).toBeGreaterThanOrEqual((times[index] ?? 0) - TOLERANCE);
        }
      }),
    );
  });

  it('wastes nothing: whoever keeps asking gets the whole rate', () => {
    const budget = new RateBudget(99);
    let now = 1_700_000_000_000;
    const startedAt = now;
    for (let calls = 0; calls < 990; calls++) now += budget.reserve(now);
    expect(now - startedAt).toBeLessThanOrEqual(10_000);
  });
});
