import { loadDeploymentConfig } from '../../src/worker/deployment';
import { base64Of, newKey } from '../support/encryption-keys';
import { ConfigFolder, SHOP } from './config-folder';

const folder = new ConfigFolder();
const key = newKey('k1');
folder.write('keys', `k1:${base64Of(key)}\n`);

it('on the task queue and the keys of the file that VOD_EVENTS_CONFIG names', async () => {
  const file = folder.write('vod.toml', `taskQueue = "videos"\nencryptionKeysFile = "keys"\n${SHOP}`);
  const { taskQueue, keys } = await loadDeploymentConfig({ VOD_EVENTS_CONFIG: file });
  expect({ taskQueue, ids: keys?.ids }).toEqual({ taskQueue: 'videos', ids: ['k1'] });
});

it('on those of the variables, which go first', async () => {
  const file = folder.write('vod.toml', `taskQueue = "videos"\nencryptionKeysFile = "keys"\n${SHOP}`);
  const other = { VOD_EVENTS_TASK_QUEUE: 'other', VOD_EVENTS_ENCRYPTION_KEYS: `k2:${base64Of(newKey('k2'))}` };
  const { taskQueue, keys } = await loadDeploymentConfig({ VOD_EVENTS_CONFIG: file, ...other });
  expect({ taskQueue, ids: keys?.ids }).toEqual({ taskQueue: 'other', ids: ['k2'] });
});

it('on none without either', async () => {
  expect(await loadDeploymentConfig({})).toEqual({ taskQueue: 'vod-events', keys: undefined });
});

it('and tells every problem of the file', async () => {
  const file = folder.write('bad.toml', 'encryptionKeysFile = "absent"\ntaskQeue = "videos"\n');
  await expect(loadDeploymentConfig({ VOD_EVENTS_CONFIG: file })).rejects.toMatchObject({
    name: 'ConfigurationError',
    problems: [
      'bad.toml: taskQeue is not known; did you mean "taskQueue"?',
      'bad.toml: encryptionKeysFile names a file that cannot be read (ENOENT)',
    ],
  });
});
