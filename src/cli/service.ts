import { ConfigurationError } from '../worker/errors';
import { EXIT_FAILED, EXIT_USAGE, oneLine } from './exit';
import { stopOnSignal } from './stop-on-signal';

/**
 * Runs `vod-events <name>` until a signal has stopped it, and then ends the process: not by itself, because a handler that ignores its signal,
 * a worker that still runs or a connection that is being closed would keep it alive, and no supervisor would restart it.
 */
export async function runService(name: string, serve: (stop: AbortSignal) => Promise<void>): Promise<never> {
  const stop = stopOnSignal();
  try {
    await serve(stop);
    process.exit(0);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      for (const problem of error.problems) console.error(`vod-events ${name}: ${problem}`);
      process.exit(EXIT_USAGE);
    }
    console.error(oneLine(error));
    process.exit(EXIT_FAILED);
  }
}
