import { Deployment, type CliProcess } from '../support/processes';
import { until } from '../support/system';

/** From SIGTERM to exit, by default. */
const GRACE_MS = 25_000;
/** The signal has to reach the process, and a call it was just sending the emulator. */
const UNDER_WAY_MS = 250;

/** Promise 7: on SIGTERM no new pull starts; what was pulled is finished and confirmed; exit code 0 within the grace time. */
describe('SIGTERM', () => {
  let deployment: Deployment;
  let worker: CliProcess;

  beforeEach(async () => {
    // Long polls of full length, so that one is under way when the signal comes.
    deployment = await Deployment.start();
    worker = await deployment.startWorker();
  });

  async function exitsInTimeAfter(stoppedAt: number): Promise<void> {
    expect(await worker.exit).toEqual({ code: 0, signal: null });
    expect(Date.now() - stoppedAt).toBeLessThan(GRACE_MS);
    const late = deployment.pulls().filter(({ receivedAt }) => receivedAt > stoppedAt + UNDER_WAY_MS);
    expect(late).toEqual([]);
    // A long poll that is broken off takes the events on their way with it.
    expect(deployment.pulls().filter(({ code }) => code === 'clientGone')).toEqual([]);
  }

  it('finishes and confirms the batches that are open, however slow the confirms are', async () => {
    deployment.emulator.fault({ api: 'ConfirmEvents', kind: { delayMs: 1_000 }, times: Infinity });
    const taskIds = deployment.enqueue(40, { WorkMs: 1_000 });
    await until('a batch under way', () => deployment.tasksThat('began').length > 0);
    const stoppedAt = Date.now();
    void worker.kill('SIGTERM');
    await exitsInTimeAfter(stoppedAt);

    const delivered = deployment.tasksIn('delivered');
    expect(delivered.length).toBeGreaterThan(0);
    expect(deployment.tasksThat('ended').sort()).toEqual(delivered.sort());
    expect(deployment.tasksIn('confirmed').sort()).toEqual(delivered.sort());
    // What was not pulled is untouched.
    expect(deployment.emulator.stats()).toMatchObject({ inFlight: 0, waiting: taskIds.length - delivered.length });
  });

  it('sees a long poll through that is under way, and what it brings', async () => {
    await until('a long poll', () => deployment.emulator.stats().heldPulls === 1);
    const stoppedAt = Date.now();
    void worker.kill('SIGTERM');
    // Its pump has been given back by then, and nobody else is there to take it.
    await until('the pump released', async () => ((await deployment.pump())?.attempt ?? 0) > 1);
    expect(deployment.emulator.stats().heldPulls).toBe(1);
    const taskIds = deployment.enqueue(5, { WorkMs: 500 });
    await exitsInTimeAfter(stoppedAt);

    expect(deployment.tasksThat('ended').sort()).toEqual(taskIds.sort());
    expect(deployment.tasksIn('confirmed').sort()).toEqual(taskIds.sort());
  });
});
