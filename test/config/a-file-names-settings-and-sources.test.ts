import { ConfigFolder, KEYS, SHOP } from './config-folder';

const folder = new ConfigFolder();
const SHOP_KEYS = { SHOP_SECRET_ID: 'shop-id', SHOP_SECRET_KEY: 'shop-key', SHOP_SESSION_TOKEN: 'shop-token' };

const TOML = `
taskQueue = "videos"
quickBudget = "3s"
maxHandlers = 7

[sources.shop]
endpoint = "international"
subAppId = 1500012345
confirmPolicy = "processed"
maxDeliveries = 3
rate = 60
extInfo = "x"
routes = "routes.cjs"
credential = { kind = "environment", prefix = "SHOP_" }

[sources.news]
routes = "./routes.cjs"
`;
const JSON_TEXT = JSON.stringify({
  taskQueue: 'videos',
  quickBudget: '3s',
  maxHandlers: 7,
  sources: {
    shop: {
      endpoint: 'https://vod.intl.tencentcloudapi.com',
      subAppId: 1_500_012_345,
      confirmPolicy: 'processed',
      maxDeliveries: 3,
      rate: 60,
      extInfo: 'x',
      routes: 'routes.cjs',
      credential: { kind: 'environment', prefix: 'SHOP_' },
    },
    news: { routes: './routes.cjs', credential: 'environment' },
  },
});

it.each([
  ['vod.toml', TOML],
  ['vod.json', JSON_TEXT],
])('%s', async (name, text) => {
  const { config, problems } = await folder.read(text, { ...KEYS, ...SHOP_KEYS }, {}, name);
  expect(problems).toEqual([]);
  expect(config).toMatchObject({ taskQueue: 'videos', quickBudgetMs: 3_000, maxHandlers: 7, maxOwned: 100 });
  expect(config?.sources).toEqual([
    {
      name: 'shop',
      endpoint: 'https://vod.intl.tencentcloudapi.com',
      subAppId: 1_500_012_345,
      extInfo: 'x',
      credential: { secretId: 'shop-id', secretKey: 'shop-key', token: 'shop-token' },
      confirmPolicy: 'processed',
      maxDeliveries: 3,
      ratePerSecond: 60,
      keysFrom: expect.any(String) as unknown,
      routes: expect.any(Function) as unknown,
    },
    {
      name: 'news',
      endpoint: 'https://vod.tencentcloudapi.com',
      subAppId: undefined,
      extInfo: undefined,
      credential: { secretId: 'an-id', secretKey: 'a-key', token: undefined },
      confirmPolicy: 'owned',
      maxDeliveries: 10,
      ratePerSecond: 99,
      keysFrom: expect.any(String) as unknown,
      routes: expect.any(Function) as unknown,
    },
  ]);
});

describe('the environment goes before the file', () => {
  it('for settings of the process', async () => {
    const env = { ...KEYS, VOD_EVENTS_MAX_HANDLERS: '9', VOD_EVENTS_GRACE: '' };
    const { config } = await folder.read(`maxHandlers = 7\ngrace = "30s"\n${SHOP}`, env);
    expect(config).toMatchObject({ maxHandlers: 9, graceMs: 30_000 });
  });

  it('for each setting of a source, by a variable with its name', async () => {
    const text = '[sources.my-shop]\nroutes = "absent.cjs"\nsubAppId = 1\nrate = 10\nconfirmPolicy = "owned"';
    const { config, problems } = await folder.read(text, {
      ...SHOP_KEYS,
      VOD_EVENTS_SOURCE_MY_SHOP_ENDPOINT: 'international',
      VOD_EVENTS_SOURCE_MY_SHOP_SUB_APP_ID: '2',
      VOD_EVENTS_SOURCE_MY_SHOP_EXT_INFO: 'y',
      VOD_EVENTS_SOURCE_MY_SHOP_CONFIRM_POLICY: 'processed',
      VOD_EVENTS_SOURCE_MY_SHOP_MAX_DELIVERIES: '4',
      VOD_EVENTS_SOURCE_MY_SHOP_RATE: '20',
      VOD_EVENTS_SOURCE_MY_SHOP_ROUTES: `${folder.path}/routes.cjs`,
      VOD_EVENTS_SOURCE_MY_SHOP_CREDENTIAL: '{"kind":"environment","prefix":"SHOP_"}',
    });
    expect(problems).toEqual([]);
    expect(config?.sources).toMatchObject([
      {
        endpoint: 'https://vod.intl.tencentcloudapi.com',
        subAppId: 2,
        extInfo: 'y',
        confirmPolicy: 'processed',
        maxDeliveries: 4,
        ratePerSecond: 20,
        credential: { secretId: 'shop-id' },
      },
    ]);
  });

  it('and says where each value comes from, with no secret in it', async () => {
    const reading = await folder.read(`grace = "30s"\n${SHOP}`, { ...KEYS, VOD_EVENTS_SOURCE_SHOP_RATE: '20' });
    expect(reading.process).toContainEqual({ key: 'grace', value: '30s', origin: 'file', place: 'vod.toml: grace' });
    expect(reading.process).toContainEqual({ key: 'maxOwned', value: '100', origin: 'default' });
    const place = 'VOD_EVENTS_SOURCE_SHOP_RATE';
    expect(reading.sources[0]?.settings).toContainEqual({ key: 'rate', value: '20', origin: 'environment', place });
    expect(JSON.stringify([reading.process, reading.sources])).not.toMatch(/an-id|a-key/);
  });
});

describe('--routes', () => {
  it('is for the sources that name no routes', async () => {
    const text = `${SHOP}[sources.news]\nsubAppId = 2\n`;
    const flags = { routes: folder.write('others.cjs', 'module.exports = { NewFileUpload: () => {} };') };
    const { config } = await folder.read(text, KEYS, flags);
    const kinds = config?.sources.map(({ routes }) =>
      routes({ key: 'a', type: 'PullComplete', payload: {}, source: 'x' }),
    );
    expect(kinds).toEqual([expect.anything(), undefined]);
  });
});

it('a file without sources leaves the only source to variables and flags', async () => {
  const flags = { routes: `${folder.path}/routes.cjs`, source: 'mine' };
  const { config } = await folder.read('grace = "30s"', { ...KEYS, VOD_EVENTS_RATE: '5' }, flags);
  expect(config).toMatchObject({ graceMs: 30_000, sources: [{ name: 'mine', ratePerSecond: 5 }] });
});

it('VOD_EVENTS_CONFIG names the file when no flag does', async () => {
  const file = folder.write('by-variable.toml', SHOP);
  const { config } = await folder.read('', { ...KEYS, VOD_EVENTS_CONFIG: file }, { config: undefined });
  expect(config?.sources).toMatchObject([{ name: 'shop' }]);
});
