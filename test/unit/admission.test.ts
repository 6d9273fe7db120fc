import * as fc from 'fast-check';
import { Admission, pumpAdmission, weightOf, weightWith } from '../../src/core/admission';

const options = { initial: 8, minimum: 2, maximum: 150, goodMs: 3_000, badMs: 6_000 };

describe('admission', () => {
  it('stays within its bounds whatever batches do', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60_000), fc.nat(5_000))), (batches) => {
        const admission = new Admission(options);
        let now = 0;
        for (const [tookMs, laterMs] of batches) {
          admission.closed({ tookMs, weight: 1 }, (now += laterMs));
          expect(admission.limit).toBeGreaterThanOrEqual(options.minimum);
          expect(admission.limit).toBeLessThanOrEqual(options.maximum);
        }
      }),
    );
  });

  it('widens with every batch that closes in good time', () => {
    const admission = new Admission(options);
    for (let n = 0; n < 1_000; n++) admission.closed({ tookMs: 100, weight: 1 }, n);
    expect(admission.limit).toBe(options.maximum);
  });

  it('does not widen with batches that wait for their handlers', () => {
    const admission = new Admission(options);
    admission.closed({ tookMs: 300, begunMs: 100, weight: 1 }, 0);
    const { limit } = admission;
    for (let n = 0; n < 100; n++) admission.closed({ tookMs: 1_500, begunMs: 600, weight: 1 }, n);
    expect(admission.limit).toBeLessThanOrEqual(limit);
    admission.closed({ tookMs: 1_500, begunMs: 400, weight: 1 }, 100);
    expect(admission.limit).toBe(limit + 1);
  });

  it('widens where Temporal is so far away that no batch begins sooner', () => {
    const admission = new Admission(options);
    for (let n = 0; n < 10; n++) admission.closed({ tookMs: 2_000, begunMs: 700 + n * 100, weight: 1 }, n);
    expect(admission.limit).toBe(options.initial + 10);
    admission.closed({ tookMs: 2_900, begunMs: 2_200, weight: 1 }, 10);
    expect(admission.limit).toBeLessThanOrEqual(options.initial + 10);
  });

  it('comes back to what it began with when Temporal has become slower than it was', () => {
    const admission = new Admission(options);
    admission.closed({ tookMs: 300, begunMs: 20, weight: 1 }, 0);
    admission.closed({ tookMs: 20_000, begunMs: 700, weight: 1 }, 10_000);
    expect(admission.limit).toBeLessThan(options.initial);
    for (let n = 0; n < 20; n++) admission.closed({ tookMs: 1_000, begunMs: 700, weight: 1 }, 20_000 + n);
    expect(admission.limit).toBeGreaterThanOrEqual(options.initial);
  });

  it('takes nothing from a clock that was set back', () => {
    const admission = new Admission(options);
    admission.closed({ tookMs: 300, begunMs: -5_000, weight: 1 }, 0);
    const { limit } = admission;
    for (let n = 0; n < 10; n++) admission.closed({ tookMs: 2_000, begunMs: 700, weight: 1 }, n);
    expect(admission.limit).toBe(limit + 10);
  });

  it('knows from the other pumps of the process how soon a batch can begin', () => {
    const pumps = new Set<Admission>();
    const [early, late] = [new Admission(options, pumps), new Admission(options, pumps)];
    pumps.add(early).add(late);
    early.closed({ tookMs: 300, begunMs: 100, weight: 1 }, 0);
    const { limit } = late;
    for (let n = 0; n < 10; n++) late.closed({ tookMs: 2_000, begunMs: 700, weight: 1 }, n);
    expect(late.limit).toBeLessThanOrEqual(limit);
  });

  it('begins no turn for less than half a full one in a backlog, and goes on with one that has begun', () => {
    const admission = new Admission({ ...options, initial: 2 });
    const open = 1.5;
    expect(admission.admits(weightWith(open, 0, true), 0)).toBe(false);
    expect(admission.admits(weightWith(open, 0, false), 0)).toBe(true);
    expect(admission.admits(weightWith(open, 16, true), 0)).toBe(true);
    expect(admission.admits(weightWith(1.3, 0, true), 0)).toBe(true);
    expect(weightWith(0, 0, true)).toBe(0);
  });

  it('halves once for batches that took too long together, and again later', () => {
    const admission = new Admission({ ...options, initial: 100 });
    for (let n = 0; n < 50; n++) admission.closed({ tookMs: 20_000, weight: 1 }, n);
    expect(admission.limit).toBe(50);
    admission.closed({ tookMs: 20_000, weight: 1 }, 10_000);
    expect(admission.limit).toBe(25);
  });

  it('of a pump goes by the policy of the moment', () => {
    const pump = { sources: 1, quickBudgetMs: 2_000, budgetMs: 2_000, maximum: 150 };
    const admission = pumpAdmission(pump);
    for (let n = 0; n < 96; n++) admission.closed({ tookMs: 100, weight: 1 }, n);
    pump.budgetMs = 25_000;
    admission.closed({ tookMs: 20_000, weight: 1 }, 100_000);
    expect(admission.limit).toBe(100);
    pump.budgetMs = 2_000;
    admission.closed({ tookMs: 20_000, weight: 1 }, 100_001);
    expect(admission.limit).toBe(50);
  });

  it('never allows more than the maximum, even at first', () => {
    expect(new Admission({ ...options, maximum: 3 }).limit).toBe(3);
  });

  it('admits one batch whatever the limit, and more while their weight is below it', () => {
    const admission = new Admission({ ...options, initial: 0.25, minimum: 0.25 });
    expect(admission.admits(0, 0)).toBe(true);
    expect(admission.admits(weightOf(1), 0)).toBe(false);
    const wide = new Admission({ ...options, initial: 4 });
    expect(wide.admits(weightOf(1) * 19, 0)).toBe(true);
    expect(wide.admits(weightOf(256) * 4, 0)).toBe(false);
  });

  it('widens less by small batches: they do not show that large ones would be in time', () => {
    const [small, large] = [new Admission(options), new Admission(options)];
    for (let n = 0; n < 10; n++) {
      small.closed({ tookMs: 100, weight: weightOf(1) }, n);
      large.closed({ tookMs: 100, weight: weightOf(256) }, n);
    }
    expect(large.limit).toBe(18);
    expect(small.limit).toBeLessThanOrEqual(11);
  });

  it('allows 3 two fifths of the time when it is 2.4', () => {
    const admission = new Admission({ ...options, initial: 2.4 });
    let threes = 0;
    for (let n = 0; n < 100; n++) {
      admission.closed({ tookMs: 4_000, weight: 1 }, n);
      threes += Number(admission.limit === 3);
      expect([2, 3]).toContain(admission.limit);
    }
    expect(threes).toBe(40);
  });

  describe('of pumps that could all do with more', () => {
    const both = (one: number, other: number): [Admission, Admission] => {
      const pumps = new Set<Admission>();
      const pair = [one, other].map((initial) => new Admission({ ...options, initial }, pumps)) as [
        Admission,
        Admission,
      ];
      pair.forEach((pump) => {
        pumps.add(pump);
        pump.admits(1_000, 0);
      });
      return pair;
    };

    it('becomes about the same while batches close neither soon nor late', () => {
      const [little, much] = both(2, 40);
      for (let n = 0; n < 200; n++) {
        little.closed({ tookMs: 4_000, weight: 1 }, n);
        much.closed({ tookMs: 4_000, weight: 1 }, n);
      }
      expect(Math.abs(little.limit - much.limit)).toBeLessThanOrEqual(1);
      expect(little.limit).toBeGreaterThan(15);
    });

    it('is more for the one that was served less', () => {
      const [one, other] = both(20, 20);
      for (let n = 0; n < 60; n++) {
        one.closed({ tookMs: 4_000, weight: 1 }, n);
        if (n % 3 === 0) other.closed({ tookMs: 4_000, weight: 1 }, n);
      }
      expect(other.limit).toBeGreaterThan(one.limit);
    });

    it('grows for one whose batches close in good time though another is slow for reasons of its own', () => {
      const [slow, quick] = both(8, 8);
      for (let n = 0; n < 1_000; n++) {
        slow.closed({ tookMs: 20_000, weight: 1 }, n * 100);
        quick.closed({ tookMs: 100, weight: 1 }, n * 100);
        slow.admits(1_000, n * 100);
        quick.admits(1_000, n * 100);
      }
      expect(slow.limit).toBe(options.minimum);
      expect(quick.limit).toBeGreaterThan(30);
    });
  });
});
