import * as defaults from '../../src/core/defaults';
import { readSettings, SETTINGS } from '../../src/worker/settings';
import { DEFAULT_ENDPOINT } from '../../src/vod/endpoint';

const KEYS = { TENCENTCLOUD_SECRET_ID: 'an-id', TENCENTCLOUD_SECRET_KEY: 'a-key' };
const EXPECTED = {
  endpoint: DEFAULT_ENDPOINT,
  secretId: 'an-id',
  secretKey: 'a-key',
  taskQueue: 'vod-events',
  quickBudgetMs: defaults.QUICK_BUDGET_MS,
  confirmPolicy: 'owned',
  maxDeliveries: defaults.MAX_DELIVERIES,
  maxHandlers: defaults.MAX_HANDLERS,
  maxOwned: defaults.ACTIVITY_SLOTS,
  maxOpenBatches: defaults.MAX_OPEN_BATCHES,
  ratePerSecond: defaults.RATE_PER_SECOND,
  graceMs: defaults.GRACE_MS,
  logLevel: 'info',
};

describe('settings', () => {
  it('have defaults for everything but the keys', () => {
    const result = readSettings(KEYS);
    if (!result.ok) throw new Error(result.problems.join('\n'));
    const set = Object.fromEntries(Object.entries(result.values).filter(([, value]) => value !== undefined));
    expect(set).toEqual(EXPECTED);
  });

  it('that are empty are not set', () => {
    const empty = Object.fromEntries(Object.values(SETTINGS).map(({ name }) => [name, '']));
    expect(readSettings({ ...empty, ...KEYS })).toEqual(readSettings(KEYS));
  });

  it('that are empty and required are missing', () => {
    expect(readSettings({ TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: '' })).toEqual(readSettings({}));
  });

  it('say in their help what the default is', () => {
    const result = readSettings(KEYS);
    if (!result.ok) throw new Error(result.problems.join('\n'));
    for (const [key, { help }] of Object.entries(SETTINGS)) {
      const [, said] = /\(default ([^)]+)\)/.exec(help) ?? [];
      if (said === undefined) continue;
      const value: unknown = Object.entries(result.values).find(([name]) => name === key)?.[1];
      expect(said).toBe(key.endsWith('Ms') ? `${Number(value) / 1_000}s` : String(value));
    }
  });
});
