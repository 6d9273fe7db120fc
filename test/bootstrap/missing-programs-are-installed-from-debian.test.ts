import { spawnSync } from 'node:child_process';
import { Checkout } from './checkout';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  checkout.write(
    'ensure.mjs',
    `import { ensurePrograms } from './scripts/bootstrap/debian.mjs';
     import { log, runMain } from './scripts/bootstrap/main.mjs';
     await runMain(async (signal) => {
       const found = await ensurePrograms({
         debianPackage: 'measures', programs: ['made-up-meter', 'made-up-scale'], log, signal,
         isRoot: !process.env.NOT_ROOT, lockFile: 'lock', policyFile: 'policy-rc.d',
       });
       process.stdout.write(JSON.stringify(found));
       return 0;
     });`,
  );
});
afterEach(() => checkout.remove());

// Behind the checkout's own tools, for the shell and what it needs.
const ensure = (env = {}) =>
  checkout.run(['ensure.mjs'], { PATH: [checkout.path('bin'), '/usr/bin', '/bin'].join(':'), ...env });
const found = () => ({
  'made-up-meter': checkout.path('bin/made-up-meter'),
  'made-up-scale': checkout.path('bin/made-up-scale'),
});

/** Notes every call; `onInstall` is what its package does. */
function aptGet(onInstall: string): void {
  checkout.tool('apt-get', `echo "$@" >> apt-calls\nif [ "$1" = install ]; then\n${onInstall}\nfi`);
}
const PUT_THERE = `for program in made-up-meter made-up-scale; do
  printf '#!/bin/sh\\n' > bin/$program; chmod 755 bin/$program; done`;

it('takes what is on PATH, and installs nothing', async () => {
  aptGet(PUT_THERE);
  checkout.tool('made-up-meter', '');
  checkout.tool('made-up-scale', '');
  expect(JSON.parse((await ensure()).stdout)).toEqual(found());
  expect(checkout.has('apt-calls')).toBe(false);
});

it('installs the package when one of them is missing', async () => {
  aptGet(PUT_THERE);
  checkout.tool('made-up-meter', '');
  const { stdout, stderr } = await ensure();
  expect(JSON.parse(stdout)).toEqual(found());
  expect(stderr).toContain(`Debian's package measures: no made-up-scale on PATH`);
  expect(checkout.read('apt-calls')).toBe(
    'update -q\ninstall -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 measures\n',
  );
});

it('lets no service start with it, and leaves nothing behind that would forbid one later', async () => {
  aptGet(`${PUT_THERE}; sh policy-rc.d; echo $? > answer; cp policy-rc.d kept`);
  await ensure();
  expect(checkout.read('answer')).toBe('101\n');
  expect(checkout.has('policy-rc.d')).toBe(false);
  // What a shell that was killed would leave.
  expect(spawnSync('sh', [checkout.path('kept')]).status).toBe(0);
});

it('leaves a policy alone that was there', async () => {
  checkout.write('policy-rc.d', 'mine');
  aptGet(`${PUT_THERE}; cat policy-rc.d > seen`);
  await ensure();
  expect(checkout.read('seen')).toBe('mine');
  expect(checkout.read('policy-rc.d')).toBe('mine');
});

it.each([
  ['there is no apt-get', {}, undefined, 'this machine has no apt-get'],
  ['it is not root', { NOT_ROOT: 'yes' }, PUT_THERE, 'apt-get needs root'],
  [
    'apt-get fails',
    {},
    'echo "E: Unable to locate package" >&2; exit 100',
    'exit code 100: E: Unable to locate package',
  ],
  ['the package has other programs', {}, ':', 'it has no such program'],
])('says how to install them when %s', async (_case, env, onInstall, reason) => {
  if (onInstall) aptGet(onInstall);
  const PATH = onInstall ? {} : { PATH: checkout.path('bin') };
  const { code, stderr } = await ensure({ ...env, ...PATH });
  expect(code).toBe(1);
  expect(stderr).toContain('Not on PATH: made-up-meter, made-up-scale.');
  expect(stderr).toContain(reason);
  expect(stderr).toContain('apt-get install -y --no-install-recommends measures');
  expect(stderr).not.toContain('    at ');
});
