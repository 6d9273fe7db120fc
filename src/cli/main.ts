#!/usr/bin/env node
import './require-peers';
import { Command, CommanderError } from 'commander';
import { InvalidInput } from '../core/input';
import { configCommand } from './config';
import { consoleCommand } from './console';
import { emulatorCommand } from './emulator';
import { EXIT_FAILED, EXIT_USAGE, oneLine, UsageError } from './exit';
import { ingressCommand } from './ingress';
import { parkedCommand } from './parked';
import { workerCommand } from './worker';

/** `vod-events`: one file a command. Exit codes: 0 done, 1 failed, 2 used or configured wrongly. */
async function main(): Promise<void> {
  const program = new Command('vod-events')
    .description('Consumes the Tencent Cloud VOD event queue on Temporal.')
    .version(version())
    .showHelpAfterError('(add --help for what there is)')
    .addCommand(workerCommand())
    .addCommand(configCommand())
    .addCommand(ingressCommand())
    .addCommand(parkedCommand())
    .addCommand(consoleCommand())
    .addCommand(emulatorCommand());
  throwOnExit(program);
  await program.parseAsync();
}

/** Of every level: a command that was made elsewhere inherits nothing. */
function throwOnExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwOnExit);
}

function version(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- resolved at run time: package.json is outside the compiled sources
  return (require('../../package.json') as { version: string }).version;
}

// Whoever reads the output may stop reading it: `vod-events worker --help | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

main().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    return;
  }
  console.error(oneLine(error));
  process.exitCode = error instanceof UsageError || error instanceof InvalidInput ? EXIT_USAGE : EXIT_FAILED;
});
