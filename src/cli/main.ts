#!/usr/bin/env node
import './require-peers';
import { exitCodeOf } from './failures';
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
  process.exitCode = exitCodeOf(error);
});
