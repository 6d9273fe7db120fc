import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWorkerConfig, type WorkerFlags, type WorkerReading } from '../../src/worker/config';

/** Of TEMPORAL_* nothing may come from the machine. */
const CLEAN = { TEMPORAL_CONFIG_FILE: '/a-file-that-is-not-there.toml' };

/** A folder with a configuration file and the modules it names. */
export class ConfigFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'vod-events-config-'));

  constructor() {
    this.write('routes.cjs', "module.exports = { '*': () => {} };");
    afterAll(() => rmSync(this.path, { recursive: true }));
  }

  write(name: string, text: string): string {
    const path = join(this.path, name);
    writeFileSync(path, text);
    return path;
  }

  /** Reads this text as a file of this name. */
  read(text: string, env: NodeJS.ProcessEnv = {}, flags: WorkerFlags = {}, name = 'vod.toml'): Promise<WorkerReading> {
    return readWorkerConfig({ ...CLEAN, ...env }, { config: this.write(name, text), ...flags });
  }

  async problems(...args: Parameters<ConfigFolder['read']>): Promise<string[]> {
    const { problems, config } = await this.read(...args);
    expect(config === undefined).toBe(problems.length > 0);
    return problems;
  }
}

export const KEYS = { TENCENTCLOUD_SECRET_ID: 'an-id', TENCENTCLOUD_SECRET_KEY: 'a-key' };

/** One source of which nothing else need be said. */
export const SHOP = '[sources.shop]\nroutes = "routes.cjs"\nsubAppId = 1\n';
