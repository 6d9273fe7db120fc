import { Deployment, type CliProcess } from '../support/processes';
import { until } from '../support/system';

/** Promise 9: a handler that outlives the quick budget is adopted where it runs, although other workers poll the same task queue. */
describe('handlers that take much longer than the quick budget', () => {
  const EVENTS = 20;
  let deployment: Deployment;
  let workers: CliProcess[];

  beforeAll(async () => {
    deployment = await Deployment.start();
    // Too few for all events, so that those of one worker would be offered to the other if they came to the queue they share.
    const env = { VOD_EVENTS_QUICK_BUDGET: '500ms', VOD_EVENTS_MAX_OWNED: '5' };
    workers = await Promise.all([deployment.startWorker({ env }), deployment.startWorker({ env })]);
  });

  it('run once each, and their events are confirmed long before they end', async () => {
    const taskIds = deployment.enqueue(EVENTS, { WorkMs: 6_000 });
    await until('all confirmed', () => deployment.emulator.stats().confirmed === EVENTS);
    expect(deployment.tasksThat('ended')).toEqual([]);

    await until('all handled', () => new Set(deployment.tasksThat('ended')).size === EVENTS);
    await until('their workflows closed', async () => (await deployment.openWorkflows('vodEvent')).length === 0);
    expect(deployment.tasksThat('began').sort()).toEqual(taskIds.sort());
    expect(deployment.tasksThat('ended').sort()).toEqual(taskIds.sort());
    expect(workers.every(({ running }) => running)).toBe(true);
    expect(deployment.emulator.stats().redelivered).toBe(0);
  });
});
