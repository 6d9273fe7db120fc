import { PULL_BACKOFF_INITIAL_MS } from '../../src/core/defaults';
import { FakePump, FULL } from './pump-loop-on-a-fake-queue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('pulls that fail side by side are one failure: the pause after them is a first pause', async () => {
  const outageAt = Date.now() + 350;
  const pump = new FakePump(() =>
    Date.now() < outageAt ? { events: FULL, afterMs: 100 } : { error: 'unreachable', afterMs: 100 },
  );
  pump.start();
  await jest.advanceTimersByTimeAsync(1_000);
  const firstAt = pump.errors[0]?.at ?? 0;
  const together = pump.errors.filter(({ at }) => at < firstAt + 50);
  expect(together.length).toBeGreaterThan(3);
  for (const { pauseMs } of together) expect(pauseMs).toBeLessThanOrEqual(PULL_BACKOFF_INITIAL_MS);
});
