import { Command } from 'commander';

const HELP = `
Exit codes: 0 done; 1 failed, or nothing found, or you said no; 2 used or configured wrongly: a flag, file, key, name or state that does not fit.
Nothing here confirms an event but a worker, or takes one from VOD but a worker and doctor --pull.

Examples:
  vod-events status --watch
  vod-events events find 1500000001-procedurev2-0f3c…
  vod-events parked list --older-than 1h
  source <(vod-events completion bash)
`;

/** `vod-events` with these commands, or with the one that is called. */
export function createProgram(version: string, commands: readonly Command[]): Command {
  const program = new Command('vod-events')
    .description('Consumes the Tencent Cloud VOD event queue on Temporal.')
    .version(version)
    .showHelpAfterError('(add --help for what there is)')
    .addHelpText('after', HELP);
  for (const command of commands) program.addCommand(command);
  throwOnExit(program);
  return program;
}

/** Of every level: a command that was made elsewhere inherits nothing. */
function throwOnExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwOnExit);
}
