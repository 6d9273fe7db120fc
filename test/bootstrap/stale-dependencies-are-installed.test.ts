import { rmSync } from 'node:fs';
import { InstallableCheckout } from './installable-checkout';

let checkout: InstallableCheckout;
beforeEach(() => {
  checkout = new InstallableCheckout();
  checkout.write(
    'install.mjs',
    `import { ensureInstalled } from './scripts/bootstrap/install.mjs';
     import { log, runMain } from './scripts/bootstrap/main.mjs';
     await runMain((signal) => ensureInstalled({ root: ${JSON.stringify(checkout.root)}, log, signal }));`,
  );
});
afterEach(() => checkout.remove());

const install = () => checkout.run(['install.mjs']);
const npmCalls = () => (checkout.has('npm-calls') ? checkout.read('npm-calls').trim().split('\n') : []);

it('installs in a fresh clone, development tools included, and only once', async () => {
  const { code, stderr } = await install();
  expect(code).toBe(0);
  expect(stderr).toContain('node_modules is missing');
  await install();
  expect(npmCalls()).toEqual(['ci --include=dev --no-audit --no-fund']);
});

it('keeps what was installed by hand and matches, for good', async () => {
  checkout.installByHand('1.0.0');
  await install();
  await install();
  expect(npmCalls()).toEqual([]);
});

it('replaces what was installed by hand and does not match', async () => {
  checkout.installByHand('0.9.0');
  const { stderr } = await install();
  expect(stderr).toContain('node_modules/dependency is 0.9.0, package-lock.json has 1.0.0');
  expect(npmCalls()).toHaveLength(1);
});

it('installs again when package-lock.json has changed', async () => {
  await install();
  checkout.lockDependency('2.0.0');
  await install();
  await install();
  expect(npmCalls()).toHaveLength(2);
});

it('installs again when an install was cut off', async () => {
  await install();
  rmSync(checkout.path('node_modules/.package-lock.json'));
  await install();
  expect(npmCalls()).toHaveLength(2);
});

it('installs again on another kind of machine', async () => {
  await install();
  const stamp = checkout.read('node_modules/.vod-events-install.json');
  checkout.write('node_modules/.vod-events-install.json', stamp.replace(process.arch, 'other-arch'));
  const { stderr } = await install();
  expect(stderr).toContain('other-arch');
  expect(npmCalls()).toHaveLength(2);
});

it('shows the end of what a failing npm printed and what to do', async () => {
  checkout.tool('npm', 'for i in 1 2 3; do echo line $i; done; echo npm error ENOTFOUND >&2; exit 7');
  const { code, stderr } = await install();
  expect(code).toBe(1);
  expect(stderr).toMatch(/npm ci, exit code 7[^]*line 3\n {2}npm error ENOTFOUND[^]*npm ping/);
  expect(checkout.has('node_modules/.vod-events-install.json')).toBe(false);
});

it('refuses a Node.js that is too old before it installs anything', async () => {
  checkout.write('package.json', { engines: { node: '>=999.1' } });
  const { code, stderr } = await install();
  expect(code).toBe(1);
  expect(stderr).toContain(`needs Node.js 999.1 or newer; this is ${process.version}`);
  expect(npmCalls()).toEqual([]);
});
