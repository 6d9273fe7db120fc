import { CommanderError } from 'commander';
import { EXIT_FAILED, EXIT_USAGE, oneLine } from './exit';
import { isCallersMistake } from './mistakes';

/** Says on standard error what ended a command, unless commander has, and with which exit code that is. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  console.error(oneLine(error));
  return isCallersMistake(error) ? EXIT_USAGE : EXIT_FAILED;
}
