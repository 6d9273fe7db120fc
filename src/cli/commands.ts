import type { Command } from 'commander';
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

/** In the order of `--help`. */
export function allCommands(): Command[] {
  return [
    workerCommand(),
    configCommand(),
    ingressCommand(),
    statusCommand(),
    pauseCommand(),
    resumeCommand(),
    parkedCommand(),
    eventsCommand(),
    traceCommand(),
    submitCommand(),
    doctorCommand(),
    consoleCommand(),
    emulatorCommand(),
    completionCommand(),
  ];
}
