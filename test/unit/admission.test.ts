import * as fc from 'fast-check';
import { Admission, pumpAdmission } from '../../src/core/admission';

const options = { initial: 8, minimum: 2, maximum: 150, goodMs: 3_000, badMs: 6_000 };

describe('admission', () => {
  it('stays within its bounds whatever batches do', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60_000), fc.nat(5_000))), (batches) => {
        const admission = new Admission(options);
        let now = 0;
        for (const [tookMs, laterMs] of batches) {
          admission.closed(tookMs, (now += laterMs));
          expect(admission.limit).toBeGreaterThanOrEqual(options.minimum);
          expect(admission.limit).toBeLessThanOrEqual(options.maximum);
        }
      }),
    );
  });

  it('widens with every batch that closes in good time', () => {
    const admission = new Admission(options);
    for (let n = 0; n < 1_000; n++) admission.closed(100, n);
    expect(admission.limit).toBe(options.maximum);
  });

  it('halves once for batches that took too long together, and again later', () => {
    const admission = new Admission({ ...options, initial: 100 });
    for (let n = 0; n < 50; n++) admission.closed(20_000, n);
    expect(admission.limit).toBe(50);
    admission.closed(20_000, 10_000);
    expect(admission.limit).toBe(25);
  });

  it('of a pump goes by the policy of the moment', () => {
    const pump = { sources: 1, quickBudgetMs: 2_000, budgetMs: 2_000, maximum: 150 };
    const admission = pumpAdmission(pump);
    for (let n = 0; n < 96; n++) admission.closed(100, n);
    pump.budgetMs = 25_000;
    admission.closed(20_000, 100_000);
    expect(admission.limit).toBe(100);
    pump.budgetMs = 2_000;
    admission.closed(20_000, 100_001);
    expect(admission.limit).toBe(50);
  });

  it('never allows more than the maximum, even at first', () => {
    expect(new Admission({ ...options, maximum: 3 }).limit).toBe(3);
  });
});
