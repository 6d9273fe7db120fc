import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Checkout } from './checkout';

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
  checkout.tool('temporal', 'echo on path');
});
afterEach(() => checkout.remove());

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it('names the address and the reason, and uses nothing else', async () => {
  const address = `127.0.0.1:${await closedPort()}`;
  const { code, stdout, stderr } = await checkout.findTemporal({ TEMPORAL_ADDRESS: address });
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(`TEMPORAL_ADDRESS is set to ${address}`);
  expect(stderr).toContain('ECONNREFUSED');
  expect(stderr).not.toContain('    at ');
});

it('says so when it is no address', async () => {
  const { code, stderr } = await checkout.findTemporal({ TEMPORAL_ADDRESS: 'not an address' });
  expect(code).toBe(1);
  expect(stderr).toContain('not host:port');
});
