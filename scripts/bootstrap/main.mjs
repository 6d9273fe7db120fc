import { BootstrapError, InterruptedError } from './errors.mjs';
import { signalExitCode } from './processes.mjs';

/** Progress goes to standard error: standard output belongs to the task. */
export function log(line) {
  process.stderr.write(`[vod-events] ${line}\n`);
}

const PARENT_CHECK_MS = 500;

/**
 * Runs `main` as this process: its result is the exit code, a BootstrapError is shown by its message alone, and SIGINT or
 * SIGTERM abort the `AbortSignal` that `main` is given instead of ending the process. Under npm, the death of
 * the parent counts as SIGTERM.
 */
export async function runMain(main) {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM']) {
    process.on(name, () => interruption.abort(new InterruptedError(name)));
  }
  if (process.env.npm_lifecycle_event) watchParent();
  try {
    process.exitCode = await main(interruption.signal);
  } catch (error) {
    if (!(error instanceof BootstrapError)) throw error;
    log(error.message);
    process.exitCode = error instanceof InterruptedError ? signalExitCode(error.signalName) : 1;
  }
}

/** npm passes SIGTERM on to the shell it started us from, and that ends without a word to us. */
function watchParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.emit('SIGTERM');
  }, PARENT_CHECK_MS);
  timer.unref();
}
