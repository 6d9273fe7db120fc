import { shielded, type ObtainedKeys } from '../../src/credentials/shield';
import { KEYS_MARGIN_MS, KEYS_PAUSE_MS } from '../../src/core/defaults';

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

const keys = (id: string, livesMs?: number): ObtainedKeys => ({
  secretId: id,
  secretKey: 'key',
  ...(livesMs !== undefined && { expiresAt: Date.now() + livesMs }),
});
const HOUR = 3_600_000;

it('a failure is not kept for ever', async () => {
  const obtain = jest.fn(() => Promise.resolve(keys('good', HOUR))).mockRejectedValueOnce(new Error('down'));
  const provider = shielded(obtain);
  await expect(provider.getCredential()).rejects.toThrow('down');
  // Nor asked about again at once.
  await expect(provider.getCredential()).rejects.toThrow('down');
  expect(obtain).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(KEYS_PAUSE_MS);
  expect(await provider.getCredential()).toMatchObject({ secretId: 'good' });
});

it('keys that have expired as they arrive are used, and cause no loop', async () => {
  const obtain = jest.fn(() => Promise.resolve(keys('old', -HOUR)));
  const provider = shielded(obtain);
  for (let call = 0; call < 100; call++) expect(await provider.getCredential()).toMatchObject({ secretId: 'old' });
  expect(obtain).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(KEYS_PAUSE_MS);
  await provider.getCredential();
  expect(obtain).toHaveBeenCalledTimes(2);
});

it('keys are renewed well before they expire, and a renewal that fails fails no call', async () => {
  const obtain = jest.fn(() => Promise.resolve(keys('first', 2 * HOUR)));
  const provider = shielded(obtain);
  await provider.getCredential();
  jest.advanceTimersByTime(2 * HOUR - KEYS_MARGIN_MS - 1);
  await provider.getCredential();
  expect(obtain).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(1);
  obtain.mockRejectedValueOnce(new Error('down'));
  expect(await provider.getCredential()).toMatchObject({ secretId: 'first' });
  expect(obtain).toHaveBeenCalledTimes(2);
  obtain.mockResolvedValue(keys('second', 2 * HOUR));
  await jest.advanceTimersByTimeAsync(0);
  await jest.advanceTimersByTimeAsync(KEYS_PAUSE_MS);
  await provider.getCredential();
  await jest.advanceTimersByTimeAsync(0);
  expect(await provider.getCredential()).toMatchObject({ secretId: 'second' });
});

it('calls side by side ask once', async () => {
  const obtain = jest.fn(() => Promise.resolve(keys('one', HOUR)));
  const provider = shielded(obtain);
  await Promise.all(Array.from({ length: 10 }, () => provider.getCredential()));
  expect(obtain).toHaveBeenCalledTimes(1);
});

it('a service that hangs is given up, and asked again later', async () => {
  const obtain = jest.fn(() => Promise.resolve(keys('late', HOUR))).mockReturnValueOnce(new Promise(() => {}));
  const provider = shielded(obtain, 3_000);
  const hung = expect(provider.getCredential()).rejects.toThrow('no keys within 3000 ms');
  await jest.advanceTimersByTimeAsync(3_000);
  await hung;
  jest.advanceTimersByTime(KEYS_PAUSE_MS);
  expect(await provider.getCredential()).toMatchObject({ secretId: 'late' });
});

it('keys that VOD refuses are not given again', async () => {
  const obtain = jest.fn(() => Promise.resolve(keys('bad', HOUR))).mockResolvedValueOnce(keys('first', HOUR));
  const provider = shielded(obtain);
  provider.refused?.(await provider.getCredential());
  expect(await provider.getCredential()).toMatchObject({ secretId: 'bad' });
});
