import { CommanderError, type Command } from 'commander';
import { EXIT_FAILED, EXIT_USAGE, oneLine } from './exit';
import { isCallersMistake } from './mistakes';

/** Runs what the arguments say to its end, and sets the exit code of the process. Whatever goes wrong is told on one line. Never rejects. */
export async function runCommandLine(program: Command, args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has told it already.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
      return;
    }
    console.error(oneLine(error));
    process.exitCode = isCallersMistake(error) ? EXIT_USAGE : EXIT_FAILED;
  }
}
