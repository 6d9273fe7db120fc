import { Checkout } from './checkout';

let checkout: Checkout;
beforeEach(() => (checkout = new Checkout()));
afterEach(() => checkout.remove());

it('downloads another', async () => {
  checkout.cachedCli('exit 1');
  checkout.sdk('from the SDK');
  const { stdout, stderr } = await checkout.findTemporal();
  expect(JSON.parse(stdout)).toMatchObject({ how: 'sdk' });
  expect(stderr).toContain('does not run, removed');
});

it('removes it also when there is no other', async () => {
  checkout.cachedCli('exit 1');
  expect((await checkout.findTemporal()).code).toBe(1);
  expect(checkout.has('cache/temporal')).toBe(false);
});
