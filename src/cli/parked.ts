import { Command } from 'commander';
import { discardCommand } from './parked-discard';
import { listCommand } from './parked-list';
import { retryCommand } from './parked-retry';
import { showCommand } from './parked-show';

const HELP = `
It connects to Temporal as the worker does: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TLS, API key and profile as the Temporal CLI reads them.
Exit code 1 also when some of many events failed.

Examples:
  vod-events parked list --older-than 1h
  vod-events parked show 0f3c…
  vod-events parked retry --failure TypeError
  vod-events parked discard 0f3c… --reason "file was deleted by hand"
`;

export function parkedCommand(): Command {
  return new Command('parked')
    .description('Events whose tries are used up: lists and shows them, has them handled again, drops them.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(retryCommand())
    .addCommand(discardCommand())
    .addHelpText('after', HELP);
}
