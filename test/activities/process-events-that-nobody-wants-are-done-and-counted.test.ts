import { createProcessEvents } from '../../src/activities/process';
import { batchOf, environment, event, inFakeTime, processDeps, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('events without a route are done, and counted by their type', async () => {
  const handler = jest.fn();
  const deps = processDeps({ NewFileUpload: handler });
  const list = [event('a'), { EventType: 'NewFileUpload', EventHandle: 'h', FileUploadEvent: {} }, event('b')];
  const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(list)));
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['done', 'done', 'done']);
  expect(deps.unrouted).toEqual(['PullComplete', 'PullComplete']);
  expect(handler).toHaveBeenCalledTimes(1);
  expect(deps.temporal.asked).toEqual([]);
});

it('nothing is unwanted where there is a route for the rest', async () => {
  const handler = jest.fn();
  const deps = processDeps({ NewFileUpload: () => {}, '*': handler });
  await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
  expect(deps.unrouted).toEqual([]);
  expect(handler).toHaveBeenCalledTimes(1);
});
