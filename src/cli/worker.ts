import { Command } from 'commander';
import { environmentHelp } from '../settings/setting';
import { loadWorkerConfig } from '../worker/config';
import { createLogger } from '../worker/logging';
import { runWorker } from '../worker/run';
import { SETTINGS } from '../worker/settings';
import { runService } from './service';

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

function run(options: Options): Promise<never> {
  return runService('worker', async (stop) => {
    const config = await loadWorkerConfig(process.env, options);
    await runWorker(config, createLogger(config.logLevel), stop);
  });
}
