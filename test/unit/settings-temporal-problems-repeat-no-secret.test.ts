import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWorkerConfig } from '../../src/worker/config';
import { ConfigurationError } from '../../src/worker/errors';
import { compileRoutes } from '../../src/routes/compile-routes';
import { loadRoutes } from '../../src/routes/load-routes';

jest.mock('../../src/routes/load-routes');

const SECRET = 'a-secret-api-key';

describe('a Temporal configuration file that cannot be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vod-events-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['a text without its end', `[profile.default]\napi_key = "${SECRET}\n`],
    ['a value without quotes', `[profile.default]\napi_key = ${SECRET}\n`],
    ['a line after the key', `[profile.default]\napi_key = "${SECRET}"\naddress\n`],
  ])('because of %s is a problem of one line that shows no key', async (_what, text) => {
    jest.mocked(loadRoutes).mockResolvedValue(compileRoutes({ '*': () => {} }));
    const TEMPORAL_CONFIG_FILE = join(folder, 'temporal.toml');
    writeFileSync(TEMPORAL_CONFIG_FILE, text);
    const env = { TENCENTCLOUD_SECRET_ID: 'an-id', TENCENTCLOUD_SECRET_KEY: 'a-key', TEMPORAL_CONFIG_FILE };
    const error: unknown = await loadWorkerConfig(env, { routes: 'r.mjs' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain('TEMPORAL_*: ');
    expect(String(error)).not.toContain(SECRET);
    expect(String(error).split('\n')).toHaveLength(1);
  });
});
