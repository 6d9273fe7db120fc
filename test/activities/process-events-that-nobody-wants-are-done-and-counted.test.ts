import { createProcessEvents } from '../../src/activities/process';
import { batchOf, environment, event, inFakeTime, processDeps, run, SOURCE } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('events without a route are done, and counted by their type', async () => {
  const handler = jest.fn();
  const deps = processDeps({ NewFileUpload: handler });
  const list = [event('a'), { EventType: 'NewFileUpload', EventHandle: 'h', FileUploadEvent: {} }, event('b')];
  const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(list)));
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['done', 'done', 'done']);
  expect(deps.told.steps).toContainEqual({
    metric: 'vod_events_unrouted',
    value: 2,
    labels: { source: SOURCE, eventType: 'PullComplete' },
  });
  expect(handler).toHaveBeenCalledTimes(1);
  expect(deps.temporal.asked).toEqual([]);
});

it('a type without a route is named once, however many of it come', async () => {
  const deps = processDeps({ NewFileUpload: () => {} });
  const processEvents = createProcessEvents(deps);
  for (const each of ['a', 'b'])
    await inFakeTime(run(environment(), processEvents, batchOf([event(each), event(`${each}-too`)])));
  expect(deps.log.lines).toMatchObject([{ level: 'warn', meta: { source: SOURCE, eventType: 'PullComplete' } }]);
});

it('nothing is unwanted where there is a route for the rest', async () => {
  const handler = jest.fn();
  const deps = processDeps({ NewFileUpload: () => {}, '*': handler });
  await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
  expect(deps.told.steps.filter(({ metric }) => metric === 'vod_events_unrouted')).toEqual([]);
  expect(handler).toHaveBeenCalledTimes(1);
});
