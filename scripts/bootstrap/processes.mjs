import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const KEPT_OUTPUT_CHARS = 64 * 1024;
const PROGRESS_EVERY_MS = 10_000;

/**
 * Runs a command to its end, without standard input, and collects what it prints (both streams, the last 64 Ki
 * characters, passwords in URLs blanked).
 *
 * Rejects when the command cannot be started, when `timeoutMs` has passed (default: no limit), and with the signal's
 * reason when `signal` aborts; the command and all it started are ended then. A non-zero exit is a result.
 *
 * @returns {Promise<{ code: number | null, signalName: string | null, output: string }>}
 */
export function capture(command, args, { env, cwd, shell = false, timeoutMs, signal } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    // A process group of its own, so that everything the command started can be ended with it.
    const detached = process.platform !== 'win32';
    const child = spawn(command, args, { env, cwd, shell, detached, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let failure;
    const end = (error) => {
      failure ??= error;
      kill(child, detached);
    };
    const onAbort = () => end(signal.reason);
    const timer = timeoutMs && setTimeout(() => end(new Error(`not finished after ${timeoutMs / 1000} s`)), timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-KEPT_OUTPUT_CHARS)));
    }
    const settle = (act) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      act();
    };
    child.on('error', (error) => settle(() => reject(failure ?? error)));
    child.on('close', (code, signalName) =>
      settle(() => (failure ? reject(failure) : resolve({ code, signalName, output: withoutPasswords(output) }))),
    );
  });
}

/**
 * Runs Node.js on the terminal of this process and waits for it, also after a signal: the child gets Ctrl-C from the
 * terminal itself (and would take a second one for "at once"); SIGTERM reaches this process alone and is passed on. The
 * caller has to handle both signals, so that they do not end this process.
 *
 * @returns {Promise<number>} its exit code, as a shell gives it
 * @throws the reason of `signal` when that was aborted before
 */
export function runNode(args, { cwd, env = process.env, signal }) {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: 'inherit' });
    const passOn = () => child.kill('SIGTERM');
    process.on('SIGTERM', passOn);
    child.on('error', reject);
    child.on('exit', (code, signalName) => {
      process.off('SIGTERM', passOn);
      resolve(code ?? signalExitCode(signalName));
    });
  });
}

/** The exit code that stands for "ended by this signal" in a shell. */
export function signalExitCode(signalName) {
  return 128 + constants.signals[signalName];
}

/** Awaits `work` and logs every ten seconds that it is still going on. */
export async function withProgress(log, what, work) {
  const began = Date.now();
  const timer = setInterval(() => log(`${what}: ${Math.round((Date.now() - began) / 1000)} s …`), PROGRESS_EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

/** "exit code 1" or "ended by SIGKILL". */
export function describeEnd({ code, signalName }) {
  return signalName ? `ended by ${signalName}` : `exit code ${code}`;
}

/** The last lines of an output that are not empty. */
export function tail(output, lines) {
  return output
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-lines)
    .join('\n');
}

function kill(child, detached) {
  if (child.pid === undefined) return;
  try {
    process.kill(detached ? -child.pid : child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function withoutPasswords(text) {
  return text.replace(/:\/\/[^\s/@]+@/g, '://***@');
}
