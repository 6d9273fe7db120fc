import { loadWorkerConfig, type WorkerConfig } from '../../src/worker/config';
import { compileRoutes } from '../../src/routes/compile-routes';
import { loadRoutes } from '../../src/routes/load-routes';

jest.mock('../../src/routes/load-routes');

const BARE = {
  TENCENTCLOUD_SECRET_ID: 'an-id',
  TENCENTCLOUD_SECRET_KEY: 'a-key',
  TEMPORAL_CONFIG_FILE: '/a-file-that-is-not-there.toml',
};

async function temporalOf(env: NodeJS.ProcessEnv): Promise<WorkerConfig['temporal']> {
  jest.mocked(loadRoutes).mockResolvedValue(compileRoutes({ '*': () => {} }));
  return (await loadWorkerConfig({ ...BARE, ...env }, { routes: 'r.mjs' })).temporal;
}

it.each(['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_API_KEY', 'TEMPORAL_TLS_SERVER_NAME'])(
  '%s that is empty is as good as absent',
  async (name) => {
    expect(await temporalOf({ [name]: '' })).toEqual(await temporalOf({}));
  },
);
