import { Command } from 'commander';
import { findCommand } from './events-find';

export function eventsCommand(): Command {
  return new Command('events')
    .description('Finds events, by the id of a task or a file.')
    .addCommand(findCommand())
    .addHelpText('after', '\nExamples:\n  vod-events events find 387702292285462759\n');
}
