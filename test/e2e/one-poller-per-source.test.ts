import { pollerId, POLLER_WORKFLOW } from '../../src/core/contract';
import { Deployment, type CliProcess } from '../support/processes';
import { until } from '../support/system';

/** Promise 6: one poller per source, however many workers there are and whenever they start. */
describe('three workers that start at once', () => {
  const PULLS = 5;
  let deployment: Deployment;
  let workers: CliProcess[];

  beforeAll(async () => {
    deployment = await Deployment.start({ holdMs: 1_200 });
    workers = await Promise.all([deployment.startWorker(), deployment.startWorker(), deployment.startWorker()]);
  });

  it('have one poller and one pump, and one long poll at a time', async () => {
    await until('long polls after the last start', () => deployment.pulls().length >= PULLS);
    const pulls = deployment.pulls().sort((one, other) => one.receivedAt - other.receivedAt);
    const overlapping = pulls.filter(({ receivedAt }, index) => receivedAt < (pulls[index - 1]?.at ?? 0));
    expect(overlapping).toEqual([]);

    expect(workers.every(({ running }) => running)).toBe(true);
    expect(await deployment.openWorkflows(POLLER_WORKFLOW)).toEqual([pollerId(deployment.source)]);
    const pump = await deployment.pump();
    expect(workers.map(({ pid }) => pid)).toContain(pump?.pid);
    expect(pump?.attempt).toBe(1);
  });
});
