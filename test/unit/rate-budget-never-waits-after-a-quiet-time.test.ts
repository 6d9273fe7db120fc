import fc from 'fast-check';
import { RateBudget } from '../../src/core/rate-budget';

/** The rounding of sums at times of 10^12 ms; no timer is that fine. */
const TOLERANCE_MS = 0.1;

describe('a rate budget', () => {
  it('lets the first caller of all begin at once, whatever the clock says', () => {
    fc.assert(fc.property(fc.nat(), (now) => expect(new RateBudget(99).reserve(now)).toBe(0)));
  });

  it('lets a whole burst begin at once when nothing began for as long as the burst takes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(40),
        fc.nat(100_000),
        (perSecond, burst, busyCalls, moreMs) => {
          const budget = new RateBudget(perSecond, burst);
          let now = 1_700_000_000_000;
          for (let call = 0; call < busyCalls; call++) now += budget.reserve(now);
          now += (burst * 1_000) / perSecond + moreMs;
          for (let call = 0; call < burst; call++) expect(budget.reserve(now)).toBeLessThanOrEqual(TOLERANCE_MS);
        },
      ),
    );
  });
});
