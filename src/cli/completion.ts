import { Argument, Command } from 'commander';
import { sourcesWithPoller } from '../client/poller';
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
  // What the scripts ask when a source is to be completed: one list and no worker, because somebody waits at the prompt.
  await withClient(async (client) => {
    for (const source of await sourcesWithPoller(client)) console.log(source);
  });
}
