import { Command } from 'commander';
import { environmentHelp } from '../settings/setting';
import { loadWorkerConfig, type WorkerConfig, type WorkerFlags } from '../worker/config';
import { createLogger } from '../worker/logging';
import { Reloader } from '../worker/reload';
import { runWorker } from '../worker/run';
import { SETTINGS } from '../worker/settings';
import { onHangUp } from './hang-up';
import { runService } from './service';
import { CONFIG_OPTION, ROUTES_OPTION, SOURCE_OPTION } from './worker-flags';

const EXAMPLES = `
A file may hold every setting that is no secret, and names the sources that one worker serves. The variables above go before it; those of a
source in a file are VOD_EVENTS_SOURCE_<NAME>_RATE and so on.

Examples:
  vod-events worker --routes ./routes.mjs
  vod-events worker --config ./vod-events.toml
`;

export function workerCommand(): Command {
  return new Command('worker')
    .description('Runs a worker: pulls, processes and confirms until SIGTERM, then drains and exits with 0.')
    .option(...ROUTES_OPTION)
    .option(...SOURCE_OPTION)
    .option(...CONFIG_OPTION)
    .addHelpText('after', `${environmentHelp(SETTINGS)}\n${EXAMPLES}`)
    .action(run);
}

function run(options: WorkerFlags): Promise<never> {
  return runService('worker', async (stop) => {
    const read = (): Promise<WorkerConfig> => loadWorkerConfig(process.env, options);
    const started = await read();
    const log = createLogger(started.logLevel);
    const reloader = new Reloader({ read, started });
    onHangUp(() => reloader.request());
    await runWorker(started, log, stop, (engine) => reloader.begin(engine));
  });
}
