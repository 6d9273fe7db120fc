import { createProcessEvents } from '../../src/activities/process';
import { CONFIRM_RESERVE_MS } from '../../src/core/defaults';
import { deadlineOf } from '../../src/core/window';
import { batchOf, environment, event, inFakeTime, processDeps, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A parked event may be open for days, and comes again every window: who waits for it would be asking more and more often. */
it('and the server is asked for its end no longer', async () => {
  const deps = processDeps({ PullComplete: { activity: 'publish', taskQueue: 'elsewhere' } });
  const batch = batchOf([event('a')], { confirmPolicy: 'processed' });
  const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batch));
  expect(verdicts).toMatchObject([{ verdict: 'left', unfinished: true }]);
  expect(Date.now()).toBeLessThanOrEqual(deadlineOf(batch.pulledAt) - CONFIRM_RESERVE_MS);
  expect(deps.temporal.polls).toHaveLength(2);
  await jest.advanceTimersByTimeAsync(3_600_000);
  expect(deps.temporal.polls).toHaveLength(2);
});
