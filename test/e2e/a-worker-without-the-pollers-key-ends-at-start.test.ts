import { keysEnv, newKey, ringOf } from '../support/encryption-keys';
import { Deployment } from '../support/processes';
import { until } from '../support/system';

const key = newKey('2026-07');
const other = newKey('2026-01');

/** It could only fail one task of the poller after the other. That it pulls nothing is what keeps it from taking events away. */
describe('a worker that cannot read the poller of its source', () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.start({ holdMs: 200 }, undefined, ringOf(key, other));
    const first = await deployment.startWorker({ env: keysEnv(key) });
    expect(await first.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it.each([
    ['has no keys', {}, 'encrypted with the key "2026-07", and this process has no keys. Add that key'],
    [
      'has another key',
      keysEnv(other),
      'encrypted with the key "2026-07", and this process has only 2026-01. Add that key',
    ],
    ['has another key under its id', keysEnv(newKey('2026-07')), '"2026-07" is another key here'],
  ])('ends with one line that names the key when it %s, and pulls nothing', async (_what, env, problem) => {
    deployment.enqueue(1);
    const pulls = deployment.pulls().length;
    const worker = deployment.launchWorker({ env });
    expect(await worker.exit).toEqual({ code: 1, signal: null });
    expect(worker.stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(problem)]);
    expect(worker.stderr).toContain(`vod-poller/${deployment.source}`);
    expect(worker.stdout).not.toContain('Worker started');
    expect(deployment.pulls()).toHaveLength(pulls);
  });

  it('goes on from where it was once it has the key, whichever encrypts', async () => {
    await deployment.startWorker({ env: keysEnv(other, key) });
    await until('all confirmed', () => deployment.emulator.stats().confirmed === 3);
    expect(deployment.emulator.stats()).toMatchObject({ redelivered: 0 });
  });
});
