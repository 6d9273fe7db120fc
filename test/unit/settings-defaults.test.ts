import * as defaults from '../../src/core/defaults';
import { defaultOf } from '../../src/settings/facts';
import { environmentHelp, type Setting } from '../../src/settings/setting';
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
    const lines = environmentHelp(SETTINGS).split('\n');
    const lineOf = (name: string) => lines.find((line) => line.startsWith(`  ${name} `));
    expect(lineOf('VOD_EVENTS_QUICK_BUDGET')).toMatch(/ \(default 2s\)$/);
    expect(lineOf('VOD_EVENTS_RATE')).toMatch(/ \(default 99\)$/);
    expect(lineOf('VOD_EVENTS_CONFIRM_POLICY')).toMatch(/ \(default owned\)$/);
    expect(lineOf('VOD_SUB_APP_ID')).not.toContain('default');
  });

  it('are, written as their help does, read as the defaults', () => {
    const texts = Object.values<Setting<unknown>>(SETTINGS).map((each) => [each.name, defaultOf(each)] as const);
    expect(readSettings({ ...Object.fromEntries(texts), ...KEYS })).toEqual(readSettings(KEYS));
  });
});
