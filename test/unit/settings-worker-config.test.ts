import { loadWorkerConfig } from '../../src/worker/config';
import { ConfigurationError } from '../../src/worker/errors';
import { compileRoutes } from '../../src/routes/compile-routes';
import { loadRoutes } from '../../src/routes/load-routes';

jest.mock('../../src/routes/load-routes');

const KEYS = {
  TENCENTCLOUD_SECRET_ID: 'an-id',
  TENCENTCLOUD_SECRET_KEY: 'a-key',
  TEMPORAL_CONFIG_FILE: '/a-file-that-is-not-there.toml',
};
const load = jest.mocked(loadRoutes);

async function problemsOf(env: NodeJS.ProcessEnv, flags: { source?: string } = {}): Promise<readonly string[]> {
  const error: unknown = await loadWorkerConfig(env, { routes: 'r.mjs', ...flags }).catch((thrown: unknown) => thrown);
  return error instanceof ConfigurationError ? error.problems : [];
}

describe('the configuration of a worker', () => {
  beforeEach(() => load.mockResolvedValue(compileRoutes({ '*': () => {} })));

  it('is the settings, the routes and where Temporal is', async () => {
    const env = { ...KEYS, TEMPORAL_ADDRESS: '10.0.0.1:7233', TEMPORAL_NAMESPACE: 'events' };
    expect(await loadWorkerConfig(env, { routes: 'r.mjs' })).toMatchObject({
      sources: [{ name: 'default', credential: { secretId: 'an-id' }, routes: expect.any(Function) }],
      temporal: { address: '10.0.0.1:7233', namespace: 'events', connectionOptions: { address: '10.0.0.1:7233' } },
    });
    expect(load).toHaveBeenCalledWith('r.mjs');
  });

  it.each([
    [{}, undefined, 'default'],
    [{ VOD_SUB_APP_ID: '1500012345' }, undefined, '1500012345'],
    [{ VOD_SUB_APP_ID: '1500012345' }, 'uploads', 'uploads'],
  ])('names the source after the SubAppId unless told otherwise: %j, --source %p', async (env, source, name) => {
    expect(await loadWorkerConfig({ ...KEYS, ...env }, { routes: 'r.mjs', source })).toMatchObject({
      sources: [{ name }],
    });
  });

  it.each(['', 'a/b', 'ä', 'a b', 'a\n', 'x'.repeat(101)])('has no source named %p', async (source) => {
    expect(await problemsOf(KEYS, { source })).toEqual([expect.stringMatching(/^--source /)]);
  });

  it('is of a version that has both its parts, or of none', async () => {
    const [name, id] = [{ VOD_EVENTS_DEPLOYMENT_NAME: 'shop' }, { VOD_EVENTS_BUILD_ID: '1.4.0' }];
    expect(await loadWorkerConfig({ ...KEYS, ...name, ...id }, { routes: 'r.mjs' })).toMatchObject({
      version: { deploymentName: 'shop', buildId: '1.4.0' },
    });
    expect(await loadWorkerConfig(KEYS, { routes: 'r.mjs' })).toMatchObject({ version: undefined });
    const problem = 'VOD_EVENTS_DEPLOYMENT_NAME and VOD_EVENTS_BUILD_ID: set both or neither';
    expect(await problemsOf({ ...KEYS, ...name })).toEqual([problem]);
    expect(await problemsOf({ ...KEYS, ...id })).toEqual([problem]);
    expect(await problemsOf({ ...KEYS, ...id, VOD_EVENTS_DEPLOYMENT_NAME: 'shop:eu' })).toEqual([
      expect.stringMatching(/^VOD_EVENTS_DEPLOYMENT_NAME must be of letters/),
    ]);
  });

  it('has every problem at once: variables, routes, Temporal and flags', async () => {
    load.mockResolvedValue({ ok: false, problems: ['A.handler: no', 'B.timeout: no'] });
    const env = { TEMPORAL_TLS_CLIENT_CERT_PATH: 'a', TEMPORAL_TLS_CLIENT_CERT_DATA: 'b', VOD_EVENTS_RATE: 'fast' };
    expect(await problemsOf(env, { source: '/' })).toEqual([
      expect.stringMatching(/^TENCENTCLOUD_SECRET_ID /),
      expect.stringMatching(/^TENCENTCLOUD_SECRET_KEY /),
      expect.stringMatching(/^VOD_EVENTS_RATE /),
      '--routes r.mjs: A.handler: no',
      '--routes r.mjs: B.timeout: no',
      expect.stringMatching(/^--source /),
      expect.stringMatching(/^TEMPORAL_\*: /),
    ]);
  });
});
