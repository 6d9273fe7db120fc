#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { emulatorCommand } from './emulator';
import { EXIT_FAILED, EXIT_USAGE, oneLine } from './exit';
import { workerCommand } from './worker';

/** `vod-events`: one file a command. Exit codes: 0 done, 1 failed, 2 used or configured wrongly. */
async function main(): Promise<void> {
  const program = new Command('vod-events')
    .description('Consumes the Tencent Cloud VOD event queue on Temporal.')
    .version(version())
    .showHelpAfterError('(add --help for what there is)')
    .exitOverride()
    .addCommand(workerCommand())
    .addCommand(emulatorCommand());
  for (const command of program.commands) command.exitOverride();
  await program.parseAsync();
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
  process.exitCode = EXIT_FAILED;
});
