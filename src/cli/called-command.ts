/**
 * Loads what a call needs. All commands together load the SDK's worker, a web server and the emulator, which takes longer than most of them
 * run, and longer than somebody waits who pressed Tab.
 */
import type { Command } from 'commander';

/** One module to a command. */
export const LOADERS: Readonly<Record<string, () => Promise<Command>>> = {
  worker: async () => (await import('./worker.js')).workerCommand(),
  config: async () => (await import('./config.js')).configCommand(),
  ingress: async () => (await import('./ingress.js')).ingressCommand(),
  status: async () => (await import('./status.js')).statusCommand(),
  pause: async () => (await import('./pause-resume.js')).pauseCommand(),
  resume: async () => (await import('./pause-resume.js')).resumeCommand(),
  parked: async () => (await import('./parked.js')).parkedCommand(),
  events: async () => (await import('./events.js')).eventsCommand(),
  trace: async () => (await import('./trace.js')).traceCommand(),
  submit: async () => (await import('./submit.js')).submitCommand(),
  doctor: async () => (await import('./doctor.js')).doctorCommand(),
  console: async () => (await import('./console.js')).consoleCommand(),
  emulator: async () => (await import('./emulator.js')).emulatorCommand(),
  completion: async () => (await import('./completion.js')).completionCommand(),
};

/** The command that these arguments begin with; all of them when they begin with none, or ask for a script that completes them all. */
export async function calledCommands([name = '', argument]: readonly string[]): Promise<Command[]> {
  const load = Object.hasOwn(LOADERS, name) ? LOADERS[name] : undefined;
  const isAboutAll = name === 'completion' && argument !== 'sources';
  return load && !isAboutAll ? [await load()] : (await import('./commands.js')).allCommands();
}
