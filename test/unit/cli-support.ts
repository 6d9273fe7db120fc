import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';

/** For files that commands are given; gone after the tests of the file that imports this. */
export const directory = mkdtempSync(join(tmpdir(), 'vod-events-'));
afterAll(() => rmSync(directory, { recursive: true }));

export function file(name: string, text: string): string {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
}

/** A command that throws its mistakes and prints nothing, with all of those below it. */
export function quiet(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
  command.commands.forEach(quiet);
  return command;
}
