import { Command } from 'commander';
import { completionCommand } from './completion';
import { configCommand } from './config';
import { consoleCommand } from './console';
import { doctorCommand } from './doctor';
import { emulatorCommand } from './emulator';
import { eventsCommand } from './events';
import { ingressCommand } from './ingress';
import { parkedCommand } from './parked';
import { pauseCommand, resumeCommand } from './pause-resume';
import { statusCommand } from './status';
import { submitCommand } from './submit';
import { traceCommand } from './trace';
import { workerCommand } from './worker';

const HELP = `
Exit codes: 0 done; 1 failed, or nothing found, or you said no; 2 used or configured wrongly: a flag, file, key, name or state that does not fit.
Nothing here confirms an event but a worker, or takes one from VOD but a worker and doctor --pull.

Examples:
  vod-events status --watch
  vod-events events find 1500000001-procedurev2-0f3c…
  vod-events parked list --older-than 1h
  source <(vod-events completion bash)
`;

/** `vod-events`: one file a command. */
export function createProgram(version: string): Command {
  const program = new Command('vod-events')
    .description('Consumes the Tencent Cloud VOD event queue on Temporal.')
    .version(version)
    .showHelpAfterError('(add --help for what there is)')
    .addCommand(workerCommand())
    .addCommand(configCommand())
    .addCommand(ingressCommand())
    .addCommand(statusCommand())
    .addCommand(pauseCommand())
    .addCommand(resumeCommand())
    .addCommand(parkedCommand())
    .addCommand(eventsCommand())
    .addCommand(traceCommand())
    .addCommand(submitCommand())
    .addCommand(doctorCommand())
    .addCommand(consoleCommand())
    .addCommand(emulatorCommand())
    .addCommand(completionCommand())
    .addHelpText('after', HELP);
  throwOnExit(program);
  return program;
}

/** Of every level: a command that was made elsewhere inherits nothing. */
function throwOnExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwOnExit);
}
