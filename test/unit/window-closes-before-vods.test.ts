import fc from 'fast-check';
import { DEADLINE_MARGIN_MS, WINDOW_MS } from '../../src/core/defaults';
import { deadlineByServer, deadlineHere, deadlineOf } from '../../src/core/window';

const time = fc.integer({ min: 100_000, max: 4_000_000_000_000 });
const skewMs = fc.integer({ min: -60_000, max: 60_000 });

describe('the deadline', () => {
  it('comes after the pull and a margin before the window of VOD ends', () => {
    fc.assert(
      fc.property(time, (pulledAt) => {
        expect(deadlineOf(pulledAt)).toBeGreaterThan(pulledAt);
        expect(deadlineOf(pulledAt)).toBe(pulledAt + WINDOW_MS - DEADLINE_MARGIN_MS);
      }),
    );
  });

  it('by the server is the same however far the clock of the pump is off', () => {
    fc.assert(
      fc.property(time, skewMs, fc.nat(28_000), (pulledAt, pumpSkewMs, ageMs) => {
        const batch = { pulledAt: pulledAt + pumpSkewMs, ageMs };
        expect(deadlineByServer(batch, pulledAt + ageMs)).toBe(deadlineOf(pulledAt));
      }),
    );
  });

  it('by the server counts from the pull when a batch does not say how old that is', () => {
    fc.assert(
      fc.property(time, time, (pulledAt, startedAt) => {
        expect(deadlineByServer({ pulledAt }, startedAt)).toBe(deadlineOf(pulledAt));
      }),
    );
  });

  it('here is never late, wherever the clocks of the pump, the server and this process are', () => {
    fc.assert(
      fc.property(time, skewMs, skewMs, fc.nat(28_000), (pulledAt, pumpSkewMs, ownSkewMs, elapsedMs) => {
        const now = pulledAt + elapsedMs;
        const leftMs = deadlineOf(pulledAt) - now;
        const deadline = deadlineHere({ pulledAt: pulledAt + pumpSkewMs, leftMs }, now + ownSkewMs);
        expect(deadline - ownSkewMs).toBeLessThanOrEqual(deadlineOf(pulledAt));
        // And not early where the clocks agree.
        if (pumpSkewMs === ownSkewMs) expect(deadline - ownSkewMs).toBe(deadlineOf(pulledAt));
      }),
    );
  });
});
