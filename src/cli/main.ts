#!/usr/bin/env -S node --max-semi-space-size=64
import './require-peers';
import { calledCommands } from './called-command';
import { exitCodeOf } from './failures';
import { createProgram } from './program';

async function main(): Promise<void> {
  const commands = await calledCommands(process.argv.slice(2));
  await createProgram(version(), commands).parseAsync();
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

main().catch(async (error: unknown) => {
  process.exitCode = await exitCodeOf(error);
});
