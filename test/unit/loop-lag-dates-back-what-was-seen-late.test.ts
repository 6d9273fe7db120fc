import { LoopLag } from '../../src/activities/loop-lag';

const BLOCKED_MS = 300;

/** Long enough for a look at the loop. */
const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120));

function block(ms: number): void {
  const until = Date.now() + ms;
  while (Date.now() < until);
}

describe('the arrival of a response', () => {
  let lag: LoopLag;

  beforeEach(async () => {
    lag = new LoopLag();
    await turnOfTheLoop();
  });

  afterEach(() => lag.stop());

  it('is dated back by as long as the event loop was blocked', async () => {
    const requestedAt = Date.now() - 10_000;
    block(BLOCKED_MS);
    await turnOfTheLoop();
    const now = Date.now();
    expect(lag.arrivedAt(now, requestedAt)).toBeLessThanOrEqual(now - BLOCKED_MS * 0.9);
  });

  it('is never dated before the request', async () => {
    block(BLOCKED_MS);
    await turnOfTheLoop();
    const now = Date.now();
    expect(lag.arrivedAt(now, now - 5)).toBe(now - 5);
  });
});

describe('while nothing blocks the event loop', () => {
  it('a response arrives when it is seen', () => {
    const lag = new LoopLag();
    expect(lag.arrivedAt(10_000, 5_000)).toBe(10_000);
    lag.stop();
  });
});
