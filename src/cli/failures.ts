import { CommanderError } from 'commander';
import { EXIT_FAILED, EXIT_USAGE, oneLine } from './exit';

/** Says on standard error what ended a command, unless commander has, and with which exit code that is. */
export async function exitCodeOf(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  console.error(oneLine(error));
  // Not before: it needs the whole client, which not every command does.
  const { isCallersMistake } = await import('./mistakes.js');
  return isCallersMistake(error) ? EXIT_USAGE : EXIT_FAILED;
}
