import { Command } from 'commander';
import { loadIngressConfig } from '../ingress/config';
import { runIngress } from '../ingress/run';
import { INGRESS_SETTINGS } from '../ingress/settings';
import { environmentHelp } from '../settings/setting';
import { ConfigurationError } from '../worker/errors';
import { createLogger } from '../worker/logging';
import { EXIT_FAILED, EXIT_USAGE, oneLine } from './exit';
import { stopOnSignal } from './stop-on-signal';

const EXAMPLES = `
Examples:
  # For VOD, behind a proxy that terminates TLS; the callback URL ends with /vod/events
  VOD_EVENTS_INGRESS_KEY=<SignKey> vod-events ingress
  # While a new key replaces an old one
  VOD_EVENTS_INGRESS_KEY=<new>,<old> vod-events ingress --source shop
`;

export function ingressCommand(): Command {
  return new Command('ingress')
    .description("Takes VOD's event callbacks (mode PUSH) over HTTP and has them processed, until SIGTERM.")
    .option('--source <name>', 'name of the source in workflow ids (default: VOD_SUB_APP_ID, or "default")')
    .addHelpText('after', `${environmentHelp(INGRESS_SETTINGS)}\n${EXAMPLES}`)
    .action(run);
}

async function run(options: { source?: string }): Promise<void> {
  const stop = stopOnSignal();
  try {
    const config = loadIngressConfig(process.env, options);
    await runIngress(config, createLogger(config.logLevel), stop);
    // Not by itself: a connection that is being closed would keep the process alive.
    process.exit(0);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      for (const problem of error.problems) console.error(`vod-events ingress: ${problem}`);
      process.exit(EXIT_USAGE);
    }
    console.error(oneLine(error));
    process.exit(EXIT_FAILED);
  }
}
