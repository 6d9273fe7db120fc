import fc from 'fast-check';
import { MAX_EVENTS_PER_CALL } from '../../src/core/defaults';
import { nextPullWidth } from '../../src/core/pull-width';

const widths = fc
  .integer({ min: 1, max: 64 })
  .chain((maximum) => fc.tuple(fc.integer({ min: 1, max: maximum }), fc.constant(maximum)));

describe('the pull width', () => {
  it('is a whole number from one to the maximum, whatever pulls bring', () => {
    fc.assert(
      fc.property(widths, fc.array(fc.nat(20)), ([start, maximum], pulls) => {
        let width = start;
        for (const events of pulls) {
          width = nextPullWidth(width, events, maximum);
          expect(Number.isInteger(width)).toBe(true);
          expect(width).toBeGreaterThanOrEqual(1);
          expect(width).toBeLessThanOrEqual(maximum);
        }
      }),
    );
  });

  it('is one after an empty pull', () => {
    fc.assert(fc.property(widths, ([width, maximum]) => expect(nextPullWidth(width, 0, maximum)).toBe(1)));
  });

  it('doubles up to the maximum with every full pull', () => {
    fc.assert(
      fc.property(widths, ([width, maximum]) =>
        expect(nextPullWidth(width, MAX_EVENTS_PER_CALL, maximum)).toBe(Math.min(2 * width, maximum)),
      ),
    );
  });

  it('shrinks with every pull that is neither', () => {
    fc.assert(
      fc.property(widths, fc.integer({ min: 1, max: MAX_EVENTS_PER_CALL - 1 }), ([width, maximum], events) => {
        const next = nextPullWidth(width, events, maximum);
        expect(width === 1 ? next === 1 : next < width).toBe(true);
      }),
    );
  });
});
