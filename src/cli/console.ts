import { Command, InvalidArgumentError } from 'commander';
import { isLoopback } from '../console/access';
import { loadConsoleConfig, type ConsoleFlags } from '../console/config';
import { runConsole } from '../console/run';
import { localTemporalUi } from '../console/temporal-ui';
import { CONSOLE_HOST } from '../core/defaults';
import { oneLine } from './exit';
import { runService } from './service';

const HELP = `
It connects to Temporal as the worker does: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TLS, API key and profile as the Temporal CLI reads them; and it
shows payloads of workers that encrypt with the same VOD_EVENTS_ENCRYPTION_KEYS. Whoever has the address that it prints can look, payloads
included, so keep it to yourself; it holds until the console ends.

Examples:
  vod-events console
  vod-events console --allow-changes --port 4690
  # On another machine: let SSH bring it to yours, and open the printed address there
  ssh -L 4690:127.0.0.1:4690 ops.example.com vod-events console --port 4690
  TEMPORAL_PROFILE=production vod-events console --temporal-ui https://cloud.temporal.io
`;

export function consoleCommand(): Command {
  return new Command('console')
    .description(
      'A web page on this machine: sources, their events, verdicts and headroom, and the events that are owned or parked.',
    )
    .option('--allow-changes', 'let events be retried and discarded (default: read-only)', false)
    .option('--port <number>', 'TCP port; 0 takes a free one', port, 0)
    .option('--host <address>', 'address to bind; whatever is not this machine needs TLS before it', CONSOLE_HOST)
    .option(
      '--temporal-ui <url>',
      "where Temporal's UI is (default: that of a development server on this machine)",
      webUrl,
    )
    .addHelpText('after', HELP)
    .action(run);
}

function run(flags: ConsoleFlags): Promise<never> {
  return runService('console', async (stop) => {
    const config = await loadConsoleConfig(process.env, flags);
    const temporalUi = flags.temporalUi ?? (await localTemporalUi(config.temporal.address));
    await runConsole({ ...config, ...(temporalUi !== undefined && { temporalUi }) }, introduce(flags), complain, stop);
  });
}

const introduce =
  ({ host, allowChanges }: ConsoleFlags) =>
  (address: string): void => {
    console.log(`The console is at ${address}`);
    console.log(
      allowChanges
        ? 'Events can be retried and discarded there. Ctrl-C ends it.'
        : 'It is read-only: with --allow-changes events can be retried and discarded there. Ctrl-C ends it.',
    );
    if (!isLoopback(host)) {
      console.error(
        `${host} may be reached from other machines, and what goes there and back can be read on the way: put TLS before it.`,
      );
    }
  };

function complain(error: unknown): void {
  console.error(oneLine(error));
}

function port(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

function webUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new InvalidArgumentError('It must be an address such as http://localhost:8233.');
}
