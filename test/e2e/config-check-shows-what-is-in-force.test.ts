import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routesFile, runCli, type Env } from '../support/processes';

const CANARY = 'canary-c04f5d';
const ENV: Env = {
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  TENCENTCLOUD_SECRET_ID: `AKID${CANARY}`,
  TENCENTCLOUD_SECRET_KEY: CANARY,
  VOD_EVENTS_SOURCE_SHOP_RATE: '20',
};
const folder = mkdtempSync(join(tmpdir(), 'vod-events-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

function check(text: string, ...flags: string[]) {
  const file = join(folder, 'vod.toml');
  writeFileSync(file, text);
  return runCli(['config', 'check', '--config', file, '--routes', routesFile('journal.mjs'), ...flags], ENV);
}

it('with where each value comes from and no secret, without asking anybody', async () => {
  const { code, stdout, stderr } = await check('grace = "30s"\n[sources.shop]\nsubAppId = 7\n', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    problems: [],
    settings: {
      grace: { value: '30s', origin: 'file', place: 'vod.toml: grace' },
      maxOwned: { value: '100', origin: 'default' },
    },
    sources: {
      shop: {
        subAppId: { value: '7', origin: 'file' },
        rate: { value: '20', origin: 'environment', place: 'VOD_EVENTS_SOURCE_SHOP_RATE' },
        credential: { value: 'environment: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY', origin: 'default' },
        routes: { value: routesFile('journal.mjs'), origin: 'flag' },
      },
    },
    temporal: { address: '127.0.0.1:1', namespace: 'default' },
  });
  expect(stdout).not.toContain(CANARY);
});

it('and every problem at once, with exit code 2', async () => {
  const { code, stdout, stderr } = await check(`graze = "30s"\n[sources.shop]\nsecretKey = "${CANARY}"\nrate = 0\n`);
  expect(code).toBe(2);
  expect(stdout).toMatch(/^ {2}rate +20 +environment: VOD_EVENTS_SOURCE_SHOP_RATE$/m);
  expect(stderr.trim().split('\n')).toEqual([
    'vod-events config check: vod.toml: graze is not known; did you mean "grace"?',
    expect.stringContaining('vod.toml: sources.shop.secretKey must not be in the file'),
  ]);
  expect(stdout + stderr).not.toContain(CANARY);
});
