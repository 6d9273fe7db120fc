import { Command } from 'commander';
import { vodEvents } from '../client';
import { parseDiscardArguments } from '../core/signal-arguments';
import { decide, withDecisionFlags, type DecisionFlags } from './parked-decide';

const EXAMPLES = `
Examples:
  vod-events parked discard 0f3c… --source 1500000001 --reason "file was deleted by hand"
  vod-events parked discard --type FileDeleted --older-than 30d --reason "catalogue is gone" --dry-run
`;

export function discardCommand(): Command {
  return withDecisionFlags(new Command('discard'))
    .description('Drops parked events for good.')
    .requiredOption('--reason <text>', "required: why, in at most 500 characters; kept in the workflow's result")
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(argument: string | undefined, flags: DecisionFlags & { reason: string }): Promise<void> {
  const why = parseDiscardArguments([{ reason: flags.reason }]);
  await decide(argument, flags, {
    verb: 'discard',
    past: 'will be dropped',
    one: (client, { source, key }) => vodEvents(client).event(key, source).discard(why),
    all: (client, which, options) => vodEvents(client).parked.discardAll(which, { ...options, ...why }),
  });
}
