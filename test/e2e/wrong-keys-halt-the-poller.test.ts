import { Deployment } from '../support/processes';
import { until } from '../support/system';

/** Promises 5 and 8: wrong keys halt the poller, loudly and without a hot loop; the worker stays, and the right keys are all it takes to go on. */
describe('a worker with the wrong secret key', () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.start();
  });

  it('halts the poller with code and request id, and a worker with the right one goes on', async () => {
    const taskIds = deployment.enqueue(3);
    const worker = await deployment.startWorker({ env: { TENCENTCLOUD_SECRET_KEY: 'not-the-secret-key' } });
    const { halted } = await until('the poller halted', async () => {
      const status = await deployment.status();
      return status.state === 'halted' && status;
    });
    expect(halted).toMatchObject({ code: 'AuthFailure.SignatureFailure', requestId: expect.stringMatching(/\S/) });
    await until('the reason in the log', () =>
      worker.log().find(({ code, level }) => code === halted?.code && level >= 50),
    );
    expect(worker.running).toBe(true);
    expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null });

    await deployment.startWorker();
    await until('all confirmed', () => deployment.emulator.stats().confirmed === taskIds.length, 45_000);
    // One call that failed and one that did not: nobody else asked meanwhile, and nobody sent a signal.
    expect(
      deployment
        .pulls()
        .map(({ code }) => code)
        .slice(0, 2),
    ).toEqual(['AuthFailure.SignatureFailure', 'ok']);
    await until('the poller running', async () => (await deployment.status()).state === 'running');
    expect((await deployment.status()).halted).toBeUndefined();
  });
});
