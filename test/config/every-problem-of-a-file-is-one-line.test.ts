import { ConfigFolder, KEYS, SHOP } from './config-folder';

const folder = new ConfigFolder();
const CANARY = 'canary-5e0c1f77';

it.each([
  ['an unknown key', `maxHandlrs = 3\n${SHOP}`, 'vod.toml: maxHandlrs is not known; did you mean "maxHandlers"?'],
  ['another spelling', `max_handlers = 3\n${SHOP}`, 'vod.toml: max_handlers is not known; did you mean "maxHandlers"?'],
  ['an unknown key of a source', `${SHOP}rote = 3`, 'vod.toml: sources.shop.rote is not known; did you mean "rate"?'],
  ['a key too high up', `rate = 5\n${SHOP}`, 'vod.toml: rate belongs to a source: put it under [sources.<name>]'],
  ['a key too far down', `${SHOP}grace = "30s"`, 'belongs to the whole process'],
  [
    'a text for a number',
    `maxHandlers = "7"\n${SHOP}`,
    'vod.toml: maxHandlers must be a whole number, but is of type string',
  ],
  ['a number for a duration', `grace = 30\n${SHOP}`, 'vod.toml: grace must be a text, but is of type number'],
  ['a list', `taskQueue = []\n${SHOP}`, 'vod.toml: taskQueue must be a text, but is a list'],
  ['an empty text', `taskQueue = ""\n${SHOP}`, 'vod.toml: taskQueue must not be empty; leave it out'],
  [
    'a value out of its limits',
    `${SHOP}rate = 0`,
    'vod.toml: sources.shop.rate must be a whole number from 1 to 100000',
  ],
  ['sources that are no table', 'sources = 5', 'vod.toml: sources must have a table for each source'],
  ['no sources in the table', '[sources]', 'vod.toml: sources must have a table for each source'],
  ['a source that is no table', 'sources.shop = 5', 'vod.toml: sources.shop must be a table, but is of type number'],
  ['a bad name', SHOP.replace('shop', '"a b"'), 'vod.toml: sources.a b must have 1 to 100 letters'],
  ['no routes', '[sources.shop]', 'vod.toml: sources.shop.routes is missing'],
  [
    'routes that are not there',
    SHOP.replace('routes.cjs', 'none.cjs'),
    'vod.toml: sources.shop.routes: there is no file',
  ],
  [
    'routes that are no path',
    '[sources.shop]\nroutes = 5',
    'vod.toml: sources.shop.routes must be the path of a module',
  ],
  [
    'a credential that is none',
    `${SHOP}credential = 5`,
    'vod.toml: sources.shop.credential must be a table, or one of',
  ],
  ['an unknown kind', `${SHOP}credential = "cvmrole"`, 'did you mean "cvmRole"?'],
  ['no kind', `${SHOP}credential = {}`, 'vod.toml: sources.shop.credential.kind must be one of environment, '],
  ['an unknown key of a credential', `${SHOP}credential = { kind = "cvmRole", x = 1 }`, 'knows no key "x"'],
  [
    'a name that only begins like this machine',
    `${SHOP}credential = { kind = "tkeOidc", stsEndpoint = "http://localhost.example.com" }`,
    'credential.stsEndpoint must begin with https://',
  ],
  ['a missing key of a credential', `${SHOP}credential = { kind = "assumeRole" }`, 'credential.roleArn must be a text'],
  [
    'variables that are not set',
    `${SHOP}credential = { kind = "environment", prefix = "NO_" }`.replace('}', '}'),
    'NO_SECRET_ID is missing',
  ],
  [
    'a role for a role',
    `${SHOP}credential = { kind = "assumeRole", roleArn = "qcs::cam::uin/1:roleName/a", from = { kind = "assumeRole" } }`,
    'credential.from',
  ],
  ['the same application twice', `${SHOP}[sources.b]\nroutes = "routes.cjs"\nsubAppId = 1`, "take each other's events"],
  [
    'the main application twice',
    '[sources.a]\nroutes = "routes.cjs"\n[sources.b]\nroutes = "routes.cjs"',
    "take each other's events",
  ],
  [
    'names that are one in a variable',
    `${SHOP.replace('shop', 'a-b')}${SHOP.replace('shop', '"a.b"').replace('= 1', '= 2')}`,
    'would have the same environment variables',
  ],
])('%s', async (_what, text, problem) => {
  const problems = await folder.problems(text, KEYS);
  expect(problems[0]).toContain(problem);
  expect(problems.length).toBeLessThanOrEqual(_what === 'variables that are not set' ? 2 : 1);
});

it.each([
  ['the same variable for the only source', { VOD_EVENTS_RATE: '5' }, 'set VOD_EVENTS_SOURCE_SHOP_RATE instead'],
  ['a wrong value', { VOD_EVENTS_SOURCE_SHOP_RATE: 'x' }, 'VOD_EVENTS_SOURCE_SHOP_RATE must be a whole number'],
  ['a key that is none', { VOD_EVENTS_SOURCE_SHOP_RAET: '5' }, 'did you mean "VOD_EVENTS_SOURCE_SHOP_RATE"?'],
  [
    'a source that is none',
    { VOD_EVENTS_SOURCE_SOHP_RATE: '5' },
    'VOD_EVENTS_SOURCE_SOHP_RATE is no setting of a source',
  ],
  [
    'a credential that is no JSON',
    { VOD_EVENTS_SOURCE_SHOP_CREDENTIAL: '{' },
    'VOD_EVENTS_SOURCE_SHOP_CREDENTIAL must be',
  ],
])('variables: %s', async (_what, env, problem) => {
  expect(await folder.problems(SHOP, { ...KEYS, ...env })).toEqual([expect.stringContaining(problem)]);
});

it('flags: --source is refused', async () => {
  expect(await folder.problems(SHOP, KEYS, { source: 'x' })).toEqual([expect.stringMatching(/^--source /)]);
});

it('all are reported at once', async () => {
  const text = `grace = "1s"\nfoo = 1\n${SHOP}rate = 0\n[sources.b]\nsubAppId = "x"\nroutes = "routes.cjs"`;
  expect(await folder.problems(text, { ...KEYS, VOD_EVENTS_MAX_OWNED: '0' })).toEqual([
    expect.stringContaining('foo'),
    expect.stringContaining('sources.shop.rate'),
    expect.stringContaining('sources.b.subAppId'),
    expect.stringContaining('VOD_EVENTS_MAX_OWNED'),
    expect.stringContaining('grace'),
  ]);
});

describe('a file that cannot be read as one', () => {
  it.each([
    ['vod.toml', `a = 1\nsecret = "${CANARY}\n`, 'vod.toml:2:26: '],
    ['vod.toml', `a = 1\na = "${CANARY}"`, 'vod.toml:2:'],
    ['vod.json', `{\n  "secretKey": "${CANARY}",\n  oops }`, 'vod.json:3:3: '],
    ['vod.json', `{"a": 1 "${CANARY}"}`, 'vod.json:1:9: '],
    ['vod.json', `["${CANARY}"]`, 'must be a JSON object'],
    ['vod.yaml', `a: ${CANARY}`, 'must end in .toml or .json'],
  ])('%s: %j', async (name, text, problem) => {
    const problems = await folder.problems(text, {}, {}, name);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems.join()).not.toContain(CANARY);
  });

  it('is told from one that is not there', async () => {
    const flags = { config: '/no/such/file.toml' };
    expect(await folder.problems('', {}, flags)).toEqual(['/no/such/file.toml: there is no such file']);
  });
});

describe('a secret in a file', () => {
  it.each([
    `secretKey = "${CANARY}"\n${SHOP}`,
    `${SHOP}secret_id = "${CANARY}"`,
    `${SHOP}SecretKey = "${CANARY}"`,
    `${SHOP}credential = { secretId = "${CANARY}" }`,
    `${SHOP}credential = { kind = "environment", token = "${CANARY}" }`,
  ])('is refused, with what to do instead: %j', async (text) => {
    const problems = await folder.problems(text, KEYS);
    expect(problems).toEqual([
      expect.stringMatching(/must not be in the file: say where it is, such as credential = /),
    ]);
    expect(problems.join()).not.toContain(CANARY);
  });

  it('is not repeated wherever it stands', async () => {
    const longKey = `k${CANARY}`.repeat(3);
    const texts = [
      `${SHOP}credential = "${CANARY}"`,
      `${SHOP}endpoint = "https://a:${CANARY}@vod.tencentcloudapi.com"`,
      `${SHOP}credential = { kind = "files", secretIdFile = "${CANARY}", secretKeyFile = "${CANARY}" }`,
      `${SHOP}"${longKey}" = 1`,
      `encryptionKeys = "${CANARY}"\n${SHOP}`,
    ];
    for (const text of texts) {
      const problems = await folder.problems(text, KEYS);
      expect(problems).not.toEqual([]);
      expect(problems.join()).not.toContain(CANARY);
    }
  });
});
