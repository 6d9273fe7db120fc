import { createProcessEvents } from '../../src/activities/process';
import { batchOf, environment, event, inFakeTime, processDeps, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const BATCH = 'vod-batch/test/a';

function begin(deps: ReturnType<typeof processDeps>): Promise<unknown> {
  const env = environment({ workflowExecution: { workflowId: BATCH, runId: 'run' } });
  return inFakeTime(run(env, createProcessEvents(deps), batchOf([event('a')])));
}

it('a batch that a pump here waits for began when its handlers could, the first time', async () => {
  const deps = processDeps({ PullComplete: () => {} });
  deps.beginnings.expect(BATCH);
  const now = Date.now();
  await begin(deps);
  await jest.advanceTimersByTimeAsync(1_000);
  await begin(deps);
  expect(deps.beginnings.take(BATCH)).toBe(now);
  expect(deps.beginnings.take(BATCH)).toBeUndefined();
});

it('nothing is kept of a batch that no pump here waits for', async () => {
  const deps = processDeps({ PullComplete: () => {} });
  await begin(deps);
  expect(deps.beginnings.take(BATCH)).toBeUndefined();
});
