/** Reads the configuration again while the worker runs, and goes on with it if it is right. */
import type { Logger } from '@temporalio/common';
import type { WorkerConfig } from './config';
import type { Engine } from './engine';
import { ConfigurationError } from './errors';
import { PROCESS_SETTINGS } from './settings';

interface ReloaderOptions {
  read: () => Promise<WorkerConfig>;
  /** What the worker was started with. */
  started: WorkerConfig;
  log: Logger;
}

/** One reload at a time: one that is asked for during another follows it, and one that is asked for before the start waits for that. */
export class Reloader {
  private replaceSources: Engine['replaceSources'] | undefined;
  private isWanted = false;
  private isBusy = false;

  constructor(private readonly options: ReloaderOptions) {}

  begin(replaceSources: Engine['replaceSources']): void {
    this.replaceSources = replaceSources;
    if (this.isWanted) void this.run();
  }

  request(): void {
    this.isWanted = true;
    void this.run();
  }

  private async run(): Promise<void> {
    const { replaceSources } = this;
    if (!replaceSources || this.isBusy) return;
    this.isBusy = true;
    while (this.isWanted) {
      this.isWanted = false;
      await this.reload(replaceSources);
    }
    this.isBusy = false;
  }

  private async reload(replaceSources: Engine['replaceSources']): Promise<void> {
    const { read, started, log } = this.options;
    try {
      const next = await read();
      const { added, removed } = await replaceSources(next.sources);
      log.info('Configuration reloaded', { sources: next.sources.map(({ name }) => name), added, removed });
      for (const source of removed) log.warn(REMOVED, { source });
      const settings = needingRestart(started, next);
      if (settings.length > 0) log.warn('These settings have changed, and take effect at the next start', { settings });
    } catch (error) {
      const problems = error instanceof ConfigurationError ? error.problems : [(error as Error).message];
      for (const problem of problems)
        log.error(`Configuration not reloaded, the former one stays in force. ${problem}`);
    }
  }
}

const REMOVED =
  'The source is no longer in the configuration: it is not pulled for here, and what was pulled is finished. Its poller goes on with another ' +
  'worker, or halts until one serves the source; pause or terminate it if that is meant';

/** By their variables. */
function needingRestart(started: WorkerConfig, next: WorkerConfig): string[] {
  const valueIn = (config: WorkerConfig, key: string): string => JSON.stringify(Reflect.get(config, key)) ?? '';
  const changed = Object.entries(PROCESS_SETTINGS).filter(([key]) => valueIn(started, key) !== valueIn(next, key));
  return changed.map(([, { name }]) => name);
}
