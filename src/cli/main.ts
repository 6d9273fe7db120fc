#!/usr/bin/env node
import './require-peers';
import { CommanderError } from 'commander';
import { EXIT_FAILED, EXIT_USAGE, oneLine } from './exit';
import { isCallersMistake } from './mistakes';
import { createProgram } from './program';

async function main(): Promise<void> {
  await createProgram(version()).parseAsync();
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
  process.exitCode = isCallersMistake(error) ? EXIT_USAGE : EXIT_FAILED;
});
