import { readSettings, SETTINGS } from '../../src/worker/settings';

const KEYS = { TENCENTCLOUD_SECRET_ID: 'an-id', TENCENTCLOUD_SECRET_KEY: 'a-key' };
const problemsOf = (env: NodeJS.ProcessEnv): string[] => {
  const result = readSettings(env);
  return result.ok ? [] : result.problems;
};

const KEY = Buffer.alloc(32).toString('base64');
const WRONG: Record<string, string[]> = {
  VOD_ENDPOINT: [
    'vod.tencentcloudapi.com',
    'http://vod.tencentcloudapi.com',
    'https://example.com',
    'https://vod.x.com/path',
  ],
  VOD_SUB_APP_ID: ['0', '-1', '1.5', '1e3', '0x10', 'app', ' 7', '9007199254740993'],
  TENCENTCLOUD_SECRET_ID: ['with space', 'line end\n'],
  TENCENTCLOUD_SECRET_KEY: ['\ttab', 'key\n'],
  VOD_EVENTS_TASK_QUEUE: ['x'.repeat(201)],
  VOD_EVENTS_QUICK_BUDGET: ['0', '49ms', '16s', 'soon', '-1s', 'NaN', 'Infinity'],
  VOD_EVENTS_CONFIRM_POLICY: ['strict', 'Owned'],
  VOD_EVENTS_MAX_DELIVERIES: ['0', 'many'],
  VOD_EVENTS_MAX_HANDLERS: ['0', 'many', '100001'],
  VOD_EVENTS_MAX_OWNED: ['0', '10001'],
  VOD_EVENTS_MAX_OPEN_BATCHES: ['0', '10001'],
  VOD_EVENTS_RATE: ['0', '99.5'],
  VOD_EVENTS_PARKED_REPORT_AFTER: ['59s', '366 days', 'never', '0'],
  VOD_EVENTS_GRACE: ['2s', '2h'],
  VOD_EVENTS_DEPLOYMENT_NAME: ['a.b', 'a:b', 'a b', 'x'.repeat(201)],
  VOD_EVENTS_BUILD_ID: ['1:0', 'v 1', 'x'.repeat(201)],
  VOD_EVENTS_LOG_LEVEL: ['INFO', 'verbose'],
  VOD_EVENTS_METRICS_ADDRESS: ['9464', '127.0.0.1', ':9464', 'http://127.0.0.1:9464', '127.0.0.1:port'],
  VOD_EVENTS_HEALTH_ADDRESS: ['8081', 'localhost:8081', '127.0.0.1:99999'],
  VOD_EVENTS_ENCRYPTION_KEYS: ['k1', `k1:${KEY.slice(4)}`, `k 1:${KEY}`, `k1:${KEY},k1:${KEY}`],
  VOD_EVENTS_ENCRYPTION_KEYS_FILE: ['/a-file-that-is-not-there'],
};
/** These are sent as they are. */
const FREE = ['VOD_EXT_INFO', 'TENCENTCLOUD_SESSION_TOKEN'];

describe('what is wrong with the environment', () => {
  it.each(Object.entries(WRONG).flatMap(([name, values]) => values.map((value) => [name, value])))(
    'is one line that begins with the variable’s name: %s=%p',
    (name, value) => {
      expect(problemsOf({ ...KEYS, [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} .{10,}`))]);
    },
  );

  it('is reported for every variable at once, in the order of the settings', () => {
    const all = Object.fromEntries(Object.entries(WRONG).map(([name, [value]]) => [name, value]));
    const names = Object.values(SETTINGS).map(({ name }) => name);
    expect(problemsOf(all).map((problem) => problem.split(' ')[0])).toEqual(
      names.filter((name) => !FREE.includes(name)),
    );
  });

  it('says that both keys are missing, and what to set', () => {
    expect(problemsOf({})).toEqual([
      expect.stringMatching(/^TENCENTCLOUD_SECRET_ID is missing; set it/),
      expect.stringMatching(/^TENCENTCLOUD_SECRET_KEY is missing; set it/),
    ]);
  });
});
