import fc from 'fast-check';
import { EventRate } from '../../src/core/event-rate';

/** The rate after some seconds of so many events each so many ms. */
function steady(events: number, everyMs: number): number {
  const rate = new EventRate();
  for (let now = 0; now <= 5_000; now += everyMs) rate.add(events, now);
  return rate.perSecond(5_000);
}

describe('the rate of events', () => {
  it('is about that of a steady stream', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 5, max: 50 }), (events, everyMs) => {
        const perSecond = (events * 1_000) / everyMs;
        expect(Math.abs(steady(events, everyMs) / perSecond - 1)).toBeLessThan(0.15);
      }),
    );
  });

  it('forgets a burst within a second or two', () => {
    const rate = new EventRate();
    rate.add(2_000, 0);
    expect(rate.perSecond(100)).toBeGreaterThan(1_000);
    expect(rate.perSecond(1_500)).toBeLessThan(200);
  });
});
