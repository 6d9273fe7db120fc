import { Command } from 'commander';
import { loadWorkerConfig } from '../worker/config';
import { ConfigurationError } from '../worker/errors';
import { createLogger } from '../worker/logging';
import { runWorker } from '../worker/run';
import { SETTINGS } from '../worker/settings';
import { EXIT_FAILED, EXIT_USAGE, oneLine } from './exit';

interface Options {
  routes?: string;
  source?: string;
}

export function workerCommand(): Command {
  return new Command('worker')
    .description('Runs a worker: pulls, processes and confirms until SIGTERM, then drains and exits with 0.')
    .option('--routes <module>', 'required: CommonJS or ESM module whose default export maps event types to handlers')
    .option('--source <name>', 'name of the source in workflow ids (default: VOD_SUB_APP_ID, or "default")')
    .addHelpText('after', environmentHelp())
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

/** The first signal drains, a second one ends the process at once. */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT_FAILED);
      stop.abort();
    });
  }
  return stop.signal;
}

function environmentHelp(): string {
  const lines = Object.values(SETTINGS).map(({ name, help }) => `  ${name.padEnd(32)} ${help}`);
  return [
    '\nEnvironment:',
    ...lines,
    '  TEMPORAL_*                       address, namespace, TLS, API key, profile, as the Temporal CLI reads them',
    '\nExample:\n  vod-events worker --routes ./routes.mjs\n',
  ].join('\n');
}
