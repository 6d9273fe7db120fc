import fc from 'fast-check';
import { CLOCKS_APART_MS, DEADLINE_MARGIN_MS, WINDOW_MS } from '../../src/core/defaults';
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

  it('here is not late either when what the server counted is old, as far as clocks of workers are apart', () => {
    const apartMs = fc.integer({ min: -CLOCKS_APART_MS, max: CLOCKS_APART_MS });
    fc.assert(
      fc.property(time, apartMs, fc.nat(28_000), fc.nat(28_000), (pulledAt, pumpAheadMs, askedAfterMs, elapsedMs) => {
        const leftMs = 28_000 - askedAfterMs;
        const now = pulledAt + Math.max(askedAfterMs, elapsedMs);
        const deadline = deadlineHere({ pulledAt: pulledAt + pumpAheadMs, leftMs, isOld: true }, now);
        expect(deadline).toBeLessThanOrEqual(deadlineOf(pulledAt));
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
