import { Command } from 'commander';
import { environmentHelp } from '../settings/setting';
import { loadWorkerConfig } from '../worker/config';
import { ConfigurationError } from '../worker/errors';
import { createLogger } from '../worker/logging';
import { runWorker } from '../worker/run';
import { SETTINGS } from '../worker/settings';
import { EXIT_FAILED, EXIT_USAGE, oneLine } from './exit';
import { stopOnSignal } from './stop-on-signal';

interface Options {
  routes?: string;
  source?: string;
}

export function workerCommand(): Command {
  return new Command('worker')
    .description('Runs a worker: pulls, processes and confirms until SIGTERM, then drains and exits with 0.')
    .option('--routes <module>', 'required: CommonJS or ESM module whose default export maps event types to handlers')
    .option('--source <name>', 'name of the source in workflow ids (default: VOD_SUB_APP_ID, or "default")')
    .addHelpText('after', `${environmentHelp(SETTINGS)}\n\nExample:\n  vod-events worker --routes ./routes.mjs\n`)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const stop = stopOnSignal();
  try {
    const config = await loadWorkerConfig(process.env, options);
    await runWorker(config, createLogger(config.logLevel), stop);
    // Not by itself: a handler that ignores its signal would keep the process alive.
    process.exit(0);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      for (const problem of error.problems) console.error(`vod-events worker: ${problem}`);
      process.exit(EXIT_USAGE);
    }
    // Not by itself either: a worker that still runs would keep the process alive, and no supervisor would restart it.
    console.error(oneLine(error));
    process.exit(EXIT_FAILED);
  }
}
