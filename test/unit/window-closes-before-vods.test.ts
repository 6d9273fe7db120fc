import fc from 'fast-check';
import { DEADLINE_MARGIN_MS, WINDOW_MS } from '../../src/core/defaults';
import { deadlineOf, msUntilDeadline } from '../../src/core/window';

const time = fc.integer({ min: 0, max: 4_000_000_000_000 });

describe('the deadline', () => {
  it('comes after the pull and a margin before the window of VOD ends', () => {
    fc.assert(
      fc.property(time, (pulledAt) => {
        expect(deadlineOf(pulledAt)).toBeGreaterThan(pulledAt);
        expect(deadlineOf(pulledAt)).toBe(pulledAt + WINDOW_MS - DEADLINE_MARGIN_MS);
      }),
    );
  });

  it('leaves exactly what lies between now and it, and never less than nothing', () => {
    fc.assert(
      fc.property(time, fc.integer({ min: -100_000, max: 100_000 }), (pulledAt, laterMs) => {
        const now = pulledAt + laterMs;
        const left = msUntilDeadline(pulledAt, now);
        if (now >= deadlineOf(pulledAt)) expect(left).toBe(0);
        else expect(now + left).toBe(deadlineOf(pulledAt));
      }),
    );
  });
});
