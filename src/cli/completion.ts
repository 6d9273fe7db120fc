import { Argument, Command } from 'commander';
import { vodEvents } from '../client';
import { completionScript, SHELLS, type Shell } from './completion-scripts';
import { withClient } from './connect';

const HELP = `
Examples:
  source <(vod-events completion bash)                                        in ~/.bashrc
  source <(vod-events completion zsh)                                         in ~/.zshrc, after compinit
  vod-events completion fish > ~/.config/fish/completions/vod-events.fish
`;

export function completionCommand(): Command {
  return new Command('completion')
    .description('Prints a script that has a shell complete commands, flags and sources.')
    .addArgument(new Argument('<shell>', 'the shell that is to complete').choices([...SHELLS, 'sources']))
    .addHelpText('after', HELP)
    .action(run);
}

async function run(shell: Shell | 'sources', _flags: object, command: Command): Promise<void> {
  if (shell !== 'sources') return console.log(completionScript(command.parent ?? command, shell));
  // What the scripts ask when a source is to be completed.
  await withClient(async (client) => {
    for (const { source } of await vodEvents(client).sources()) console.log(source);
  });
}
