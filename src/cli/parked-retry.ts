import { Command } from 'commander';
import { vodEvents, type RetryArgument } from '../client';
import { parseRetryArguments } from '../core/signal-arguments';
import { UsageError } from './exit';
import { jsonFrom } from './json-file';
import { decide, withDecisionFlags, type DecisionFlags } from './parked-decide';

const EXAMPLES = `
Examples:
  vod-events parked retry 0f3c… --source 1500000001
  vod-events parked retry 0f3c… --event event.json          a changed event instead; its key stays
  vod-events parked retry --failure TypeError --dry-run     which ones would it be?
  vod-events parked retry --all --yes
`;

interface Flags extends DecisionFlags {
  event?: string;
}

export function retryCommand(): Command {
  return withDecisionFlags(new Command('retry'))
    .description('Has parked events handled again, their tries counted anew. What still fails is parked again.')
    .option('--event <file.json>', 'handle this event instead, from now on; for one key only')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(argument: string | undefined, flags: Flags): Promise<void> {
  if (argument === undefined && flags.event !== undefined) {
    throw new UsageError('--event changes one event: name its key.');
  }
  const change = flags.event === undefined ? {} : changeFrom(flags.event);
  await decide(argument, flags, {
    verb: 'retry',
    past: 'will be handled again',
    one: (client, { source, key }) => vodEvents(client).event(key, source).retry(change),
    all: (client, which, options) => vodEvents(client).parked.retryAll(which, options),
  });
}

/** No message repeats what is in the file. */
function changeFrom(path: string): RetryArgument {
  const event = jsonFrom(path, '--event');
  if (event === null) throw new UsageError(`--event: ${path} holds null, not an event.`);
  return parseRetryArguments([{ event }]);
}
