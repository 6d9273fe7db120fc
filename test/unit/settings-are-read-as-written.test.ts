import { readSettings } from '../../src/worker/settings';

const KEYS = { TENCENTCLOUD_SECRET_ID: 'an-id', TENCENTCLOUD_SECRET_KEY: 'a-key' };
const read = (name: string, value: string) => readSettings({ ...KEYS, [name]: value });

it.each([
  ['VOD_ENDPOINT', 'https://vod.intl.tencentcloudapi.com', 'endpoint', 'https://vod.intl.tencentcloudapi.com'],
  ['VOD_ENDPOINT', 'http://127.0.0.1:8080', 'endpoint', 'http://127.0.0.1:8080'],
  ['VOD_SUB_APP_ID', '1500012345', 'subAppId', 1_500_012_345],
  ['VOD_EXT_INFO', ' as it is ', 'extInfo', ' as it is '],
  ['TENCENTCLOUD_SESSION_TOKEN', 'token', 'sessionToken', 'token'],
  ['VOD_EVENTS_TASK_QUEUE', 'other', 'taskQueue', 'other'],
  ['VOD_EVENTS_QUICK_BUDGET', '1500ms', 'quickBudgetMs', 1_500],
  ['VOD_EVENTS_QUICK_BUDGET', '15s', 'quickBudgetMs', 15_000],
  ['VOD_EVENTS_QUICK_BUDGET', '50', 'quickBudgetMs', 50],
  ['VOD_EVENTS_MAX_HANDLERS', '1', 'maxHandlers', 1],
  ['VOD_EVENTS_MAX_OWNED', '10000', 'maxOwned', 10_000],
  ['VOD_EVENTS_MAX_OPEN_BATCHES', '007', 'maxOpenBatches', 7],
  ['VOD_EVENTS_RATE', '50', 'ratePerSecond', 50],
  ['VOD_EVENTS_PARKED_REPORT_AFTER', '1 minute', 'parkedReportAfterMs', 60_000],
  ['VOD_EVENTS_PARKED_REPORT_AFTER', '365 days', 'parkedReportAfterMs', 31_536_000_000],
  ['VOD_EVENTS_GRACE', '1 minute', 'graceMs', 60_000],
  ['VOD_EVENTS_LOG_LEVEL', 'debug', 'logLevel', 'debug'],
  ['VOD_EVENTS_METRICS_ADDRESS', '127.0.0.1:9464', 'metricsAddress', '127.0.0.1:9464'],
  ['VOD_EVENTS_METRICS_ADDRESS', '[::1]:9464', 'metricsAddress', '[::1]:9464'],
])('%s=%s sets %s to %p', (name, given, key, expected) => {
  expect(read(name, given)).toMatchObject({ ok: true, values: { [key]: expected } });
});
