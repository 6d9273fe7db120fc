/** Reads the configuration again while the worker runs, and goes on with it if it is right. */
import { errorText } from '../core/error-text';
import type { WorkerConfig } from './config';
import type { Engine } from './engine';
import { ConfigurationError } from './errors';
import { PROCESS_SETTINGS } from './settings';

type Running = Pick<Engine, 'observe' | 'replaceSources'>;

interface ReloaderOptions {
  read: () => Promise<WorkerConfig>;
  /** What the worker was started with. */
  started: WorkerConfig;
}

/** One reload at a time: one that is asked for during another follows it, and one that is asked for before the start waits for that. */
export class Reloader {
  private engine: Running | undefined;
  private isWanted = false;
  private isBusy = false;

  constructor(private readonly options: ReloaderOptions) {}

  begin(engine: Running): void {
    this.engine = engine;
    if (this.isWanted) void this.run();
  }

  request(): void {
    this.isWanted = true;
    void this.run();
  }

  private async run(): Promise<void> {
    const { engine } = this;
    if (!engine || this.isBusy) return;
    this.isBusy = true;
    while (this.isWanted) {
      this.isWanted = false;
      await this.reload(engine);
    }
    this.isBusy = false;
  }

  private async reload({ observe, replaceSources }: Running): Promise<void> {
    const { read, started } = this.options;
    try {
      const next = await read();
      const change = await replaceSources(next.sources);
      observe('config:reload:ok', { sources: next.sources.map(({ name }) => name), ...change });
      for (const source of change.removed) observe('config:source:removed', { source });
      const settings = needingRestart(started, next);
      if (settings.length > 0) observe('config:setting:waits', { settings });
    } catch (error) {
      const problems = error instanceof ConfigurationError ? error.problems : [errorText(error).message];
      for (const problem of problems) observe('config:reload:refused', { problem });
    }
  }
}

/** By their variables. */
function needingRestart(started: WorkerConfig, next: WorkerConfig): string[] {
  const [before, after] = [valuesIn(started), valuesIn(next)];
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}

/** What settings of the process came to, as texts, by variable. Of keys their ids. */
function valuesIn(config: WorkerConfig): Record<string, string> {
  const { keys, version, temporal } = config;
  const of = (key: string): unknown => {
    if (key === 'encryptionKeysFile') return keys?.ids;
    return Reflect.get(version ?? {}, key) ?? Reflect.get(config, key);
  };
  const values = Object.entries(PROCESS_SETTINGS).map(([key, { name }]): [string, unknown] => [name, of(key)]);
  values.push(['TEMPORAL_ADDRESS', temporal.address], ['TEMPORAL_NAMESPACE', temporal.namespace]);
  return Object.fromEntries(values.map(([name, value]) => [name, JSON.stringify(value) ?? '']));
}
