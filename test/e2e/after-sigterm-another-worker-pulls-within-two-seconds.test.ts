import { Deployment, type CliProcess } from '../support/processes';
import { until } from '../support/system';

const TAKEOVER_MS = 2_000;

/** Promises 6 and 7: a worker that is told to stop hands the pump over at once, and leaves nothing behind. */
describe('after SIGTERM', () => {
  let deployment: Deployment;
  let workers: CliProcess[];

  beforeAll(async () => {
    // Long polls of full length: the worker is in the middle of one when it is told to stop.
    deployment = await Deployment.start();
    workers = await Promise.all([deployment.startWorker(), deployment.startWorker()]);
  });

  it('another worker pulls within two seconds, the first exits with 0, and nothing comes twice', async () => {
    const before = deployment.enqueue(20).concat(deployment.enqueue(4, { WorkMs: 1_500 }));
    const { pulling, others } = await deployment.byRole(workers);
    await until('a batch under way and an idle long poll', () => {
      return deployment.tasksThat('began').length === before.length && deployment.emulator.stats().heldPulls === 1;
    });
    const stoppedAt = Date.now();
    const exit = pulling.kill('SIGTERM');
    // The draining worker starts no pull, so a second one beside its long poll, or one after it, is another's.
    await until('a pull by another worker', () => {
      return (
        deployment.emulator.stats().heldPulls === 2 || deployment.pulls().some((pull) => pull.receivedAt > stoppedAt)
      );
    });
    expect(Date.now() - stoppedAt).toBeLessThan(TAKEOVER_MS);
    const pump = await until('the pump of another worker', async () => {
      const now = await deployment.pump();
      return now && now.pid !== pulling.pid && now;
    });
    expect(others.map(({ pid }) => pid)).toContain(pump.pid);

    const after = deployment.enqueue(20);
    expect(await exit).toEqual({ code: 0, signal: null });
    await until('all handled', () => deployment.tasksThat('ended').length === before.length + after.length);
    await until('all confirmed', () => deployment.emulator.stats().confirmed === before.length + after.length);
    expect(deployment.tasksThat('began').sort()).toEqual([...before, ...after].sort());
    expect(deployment.tasksThat('ended').sort()).toEqual([...before, ...after].sort());
    expect(deployment.emulator.stats().redelivered).toBe(0);
    // Its long poll was not broken off: events that were on their way would have been hidden for a window.
    expect(deployment.pulls().filter(({ code }) => code === 'clientGone')).toEqual([]);
  });
});
