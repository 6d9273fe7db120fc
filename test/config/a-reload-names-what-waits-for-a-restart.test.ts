import { KeyRing } from '../../src/codec/key-ring';
import type { WorkerConfig } from '../../src/worker/config';
import { Reloader } from '../../src/worker/reload';
import { newKey } from '../support/encryption-keys';
import { ConfigFolder, KEYS, SHOP } from './config-folder';

const folder = new ConfigFolder();

async function configOf(text: string): Promise<WorkerConfig> {
  const { config, problems } = await folder.read(`${text}\n${SHOP}`, KEYS);
  expect(problems).toEqual([]);
  return config as WorkerConfig;
}

/** What is told of a reload from the one to the other. */
async function told(started: WorkerConfig, next: WorkerConfig): Promise<[name: string, payload: object][]> {
  const happenings: [string, object][] = [];
  const reloader = new Reloader({ read: () => Promise.resolve(next), started });
  await new Promise<void>((resolve) => {
    const observe = (name: string, payload: object): void => void happenings.push([name, payload]);
    reloader.begin({ observe, replaceSources: () => Promise.resolve({ added: [], removed: [] }) });
    reloader.request();
    setImmediate(resolve);
  });
  return happenings;
}

it('nothing waits when nothing of the process has changed', async () => {
  const happenings = await told(await configOf('grace = "30s"'), await configOf('grace = "30s"'));
  expect(happenings.map(([name]) => name)).toEqual(['config:reload:ok']);
});

it('settings, keys and the version are named by their variables, and no key is told', async () => {
  const before = await configOf('grace = "20s"\ndeploymentName = "shop"\nbuildId = "v1"');
  const after = await configOf('grace = "30s"\ndeploymentName = "shop"\nbuildId = "v2"');
  const rings = [newKey('k1'), newKey('k2')].map((key) => new KeyRing([key]));
  const happenings = await told({ ...before, keys: rings[0] }, { ...after, keys: rings[1] });
  expect(happenings.at(-1)).toEqual([
    'config:setting:waits',
    { settings: ['VOD_EVENTS_GRACE', 'VOD_EVENTS_BUILD_ID', 'VOD_EVENTS_ENCRYPTION_KEYS_FILE'] },
  ]);
});
