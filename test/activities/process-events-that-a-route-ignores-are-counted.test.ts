import { MockActivityEnvironment } from '@temporalio/testing';
import { noopMetricMeter, type MetricMeter } from '@temporalio/common';
import { createProcessEvents } from '../../src/activities/process';
import { batchOf, event, processDeps, run } from './support';

it('events that a route ignores are done, and counted by the key of the route', async () => {
  const counted: unknown[] = [];
  const counter = { ...noopMetricMeter.createCounter('any'), add: (...add: unknown[]) => void counted.push(add) };
  const metricMeter = {
    ...(noopMetricMeter as object),
    createCounter: (name: string) => (counted.push(name), counter),
  };
  const deps = processDeps({ '*': { ignore: true } });
  const env = new MockActivityEnvironment({}, { metricMeter: metricMeter as MetricMeter });
  const verdicts = await run(env, createProcessEvents(deps), batchOf([event('a')]));
  expect(verdicts).toMatchObject([{ verdict: 'done' }]);
  expect(counted).toEqual(['vod_events_ignored', [1, expect.objectContaining({ route: '*' })]]);
  expect({ started: deps.temporal.asked, unrouted: deps.unrouted }).toEqual({ started: [], unrouted: [] });
});
