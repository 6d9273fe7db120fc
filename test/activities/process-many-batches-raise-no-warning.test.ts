import { createProcessEvents } from '../../src/activities/process';
import { watchListeners } from './listeners';
import { batchOf, environment, event, inFakeTime, never, processDeps, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('many batches at once raise no warning of the platform, and leave nothing behind on what they share', async () => {
  const deps = processDeps({ PullComplete: never });
  const tooMany = watchListeners();
  const processEvents = createProcessEvents(deps);
  const batches = Array.from({ length: 40 }, (_, index) =>
    run(environment(), processEvents, batchOf([event(`${index}`)])),
  );
  await inFakeTime(Promise.all(batches));
  expect(tooMany()).toBe(0);
});
