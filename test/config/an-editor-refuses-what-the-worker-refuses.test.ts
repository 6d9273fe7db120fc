import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { ConfigFolder, KEYS, SHOP } from './config-folder';

const root = join(__dirname, '../..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

const ajv = new Ajv({ strict: true, allErrors: true, formats: { uri: (value: string) => URL.canParse(value) } });
const validate = ajv.compile(JSON.parse(text('schema/config.json')) as object);
const isTaken = async (toml: string): Promise<boolean> => validate((await import('smol-toml')).parse(toml));

const folder = new ConfigFolder();

it.each([
  ['deploy/vod-events.toml', [text('deploy/vod-events.toml')]],
  [
    'docs/configuration.md',
    [...text('docs/configuration.md').matchAll(/```toml\n([^]*?)```/g)].map(([, toml = '']) => toml),
  ],
])('the schema takes the example of %s', async (_, examples) => {
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    await isTaken(example);
    expect(validate.errors ?? []).toEqual([]);
  }
});

it.each([
  SHOP,
  `taskQueue = "q"\nmaxOwned = 5\nlogLevel = "warn"\n${SHOP}`,
  `${SHOP}credential = "environment"`,
  `${SHOP}confirmPolicy = "processed"\nrate = 60\nendpoint = "international"`,
  `${SHOP}[sources.shop.credential]\nkind = "assumeRole"\nroleArn = "qcs::cam::uin/1:roleName/vod"\nfrom = { kind = "cvmRole" }`,
])('both take %j', async (toml) => {
  expect(await folder.problems(toml, KEYS)).toEqual([]);
  expect(await isTaken(toml)).toBe(true);
});

it.each([
  `taskqueue = "q"\n${SHOP}`,
  `taskQueue = ""\n${SHOP}`,
  `maxOwned = 0\n${SHOP}`,
  `maxOwned = "5"\n${SHOP}`,
  `logLevel = "loud"\n${SHOP}`,
  `rate = 60\n${SHOP}`,
  `${SHOP}grace = "30s"`,
  `${SHOP}confirmPolicy = "none"`,
  `${SHOP}secretKey = "canary"`,
  `${SHOP}credential = "files"`,
  `${SHOP}credential = { kind = "cvmrole" }`,
  `${SHOP}credential = { kind = "assumeRole" }`,
  '[sources."a/b"]\nroutes = "routes.cjs"\nsubAppId = 1\n',
  '[sources]\n',
])('both refuse %j', async (toml) => {
  expect(await folder.problems(toml, KEYS)).not.toEqual([]);
  expect(await isTaken(toml)).toBe(false);
});

it('a JSON file may name the schema', async () => {
  const file = {
    $schema: './node_modules/temporal-vod-events/schema/config.json',
    sources: { shop: { routes: 'routes.cjs', subAppId: 1 } },
  };
  expect(await folder.problems(JSON.stringify(file), KEYS, {}, 'vod.json')).toEqual([]);
  expect(validate(file)).toBe(true);
});
