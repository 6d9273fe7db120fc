import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidEncryptionKeys } from '../../src/codec/errors';
import { keyRingFromEnv } from '../../src/codec/key-ring-from-env';
import { loadWorkerConfig } from '../../src/worker/config';
import { ConfigurationError } from '../../src/worker/errors';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const KEYS = {
  TENCENTCLOUD_SECRET_ID: 'an-id',
  TENCENTCLOUD_SECRET_KEY: 'a-key',
  TEMPORAL_CONFIG_FILE: '/not-there.toml',
};
const BOTH = 'VOD_EVENTS_ENCRYPTION_KEYS and VOD_EVENTS_ENCRYPTION_KEYS_FILE are both set; keep one of them';

let directory: string;
let file: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'vod-events-'));
  file = join(directory, 'keys');
  writeFileSync(file, `# newest first\nk2:${key(2)}\n\nk1:${key(1)}\n`);
});
afterAll(() => rmSync(directory, { recursive: true }));

async function problemsOfWorker(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const error: unknown = await loadWorkerConfig({ ...KEYS, ...env }, {}).catch((thrown: unknown) => thrown);
  // The first is that there are no routes.
  return error instanceof ConfigurationError ? error.problems.slice(1) : [];
}

describe('the keys of a worker and its clients', () => {
  it('are none when neither variable is set, or both are empty', () => {
    expect(keyRingFromEnv({})).toBeUndefined();
    expect(keyRingFromEnv({ VOD_EVENTS_ENCRYPTION_KEYS: '', VOD_EVENTS_ENCRYPTION_KEYS_FILE: '' })).toBeUndefined();
  });

  it('are those of the variable, or of the file', () => {
    expect(keyRingFromEnv({ VOD_EVENTS_ENCRYPTION_KEYS: `k3:${key(3)}` })?.ids).toEqual(['k3']);
    expect(keyRingFromEnv({ VOD_EVENTS_ENCRYPTION_KEYS_FILE: file })?.ids).toEqual(['k2', 'k1']);
  });

  it('are a problem when both are set', async () => {
    const env = { VOD_EVENTS_ENCRYPTION_KEYS: `k3:${key(3)}`, VOD_EVENTS_ENCRYPTION_KEYS_FILE: file };
    expect(() => keyRingFromEnv(env)).toThrow(BOTH);
    expect(await problemsOfWorker(env)).toEqual([BOTH]);
  });

  it('are a problem by the name of the variable, for a client as for a worker', async () => {
    for (const env of [
      { VOD_EVENTS_ENCRYPTION_KEYS: 'k1:x,k2' },
      { VOD_EVENTS_ENCRYPTION_KEYS_FILE: directory },
      { VOD_EVENTS_ENCRYPTION_KEYS_FILE: join(directory, 'absent') },
    ]) {
      const problems = await problemsOfWorker(env);
      expect(problems.length).toBeGreaterThan(0);
      for (const problem of problems) expect(problem).toMatch(new RegExp(`^${Object.keys(env)[0]} `));
      expect(() => keyRingFromEnv(env)).toThrow(new InvalidEncryptionKeys(problems));
    }
  });
});
