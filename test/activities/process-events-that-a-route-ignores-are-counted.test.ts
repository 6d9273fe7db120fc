import { createProcessEvents } from '../../src/activities/process';
import { batchOf, environment, event, processDeps, run, SOURCE } from './support';

it('events that a route ignores are done, and counted by the key of the route', async () => {
  const deps = processDeps({ '*': { ignore: true } });
  const verdicts = await run(environment(), createProcessEvents(deps), batchOf([event('a')]));
  expect(verdicts).toMatchObject([{ verdict: 'done' }]);
  expect(deps.told.steps).toContainEqual({
    metric: 'vod_events_ignored',
    value: 1,
    labels: { source: SOURCE, route: '*' },
  });
  expect(deps.told.steps.filter(({ metric }) => metric === 'vod_events_unrouted')).toEqual([]);
  expect(deps.temporal.asked).toEqual([]);
});
