import { Command } from 'commander';
import { loadIngressConfig } from '../ingress/config';
import { runIngress } from '../ingress/run';
import { INGRESS_SETTINGS } from '../ingress/settings';
import { environmentHelp } from '../settings/setting';
import { createLogger } from '../worker/logging';
import { runService } from './service';

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

function run(options: { source?: string }): Promise<never> {
  return runService('ingress', async (stop) => {
    const config = loadIngressConfig(process.env, options);
    await runIngress(config, createLogger(config.logLevel), stop);
  });
}
