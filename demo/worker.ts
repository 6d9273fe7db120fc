import { join } from 'node:path';
import type { VodEmulator } from '../src/testing';
import { aborted } from '../src/waiting';
import { COMMAND } from './command';
import { startProcess, type DemoProcess, type OnLine } from './processes';
import type { TemporalServer } from './temporal';
import { workerEnv } from './worker-env';

const ROUTES = join(__dirname, 'routes.mjs');
/** From SIGTERM to exit. Slow handlers would go on for 40 s; the worker tells them to stop when its batches are done. */
const GRACE_MS = 15_000;
const WARN = 40;

/** The worker ended, or has not begun to pull in time. */
class WorkerStartError extends Error {
  override readonly name = 'WorkerStartError';
  constructor(why: string, logFile: string | undefined) {
    super(
      `The worker ${why}. ${logFile ? `Its log is ${logFile}` : 'Its messages are above'}; is lib built ("npm run build")?`,
    );
  }
}

export interface LogFile {
  path: string;
  fd: number;
}

interface WorkerOptions {
  temporal: TemporalServer;
  emulator: VodEmulator;
  source: string;
  /** The whole log goes there; without one only warnings and errors are given to `warn`. */
  logFile?: LogFile;
  warn: OnLine;
}

/**
 * Starts `vod-events worker` as one would in production, and waits until it pulls.
 * @throws WorkerStartError
 */
export async function startWorker(options: WorkerOptions, stop: AbortSignal): Promise<DemoProcess> {
  const { emulator, logFile, source, warn } = options;
  const worker = startProcess(process.execPath, [...COMMAND, 'worker', '--routes', ROUTES, '--source', source], {
    env: environment(options),
    output: logFile?.fd ?? ((line) => warn(readable(line))),
  });
  const failed = worker.exited.then(({ code, signal }) => {
    throw new WorkerStartError(`ended with ${signal ?? `exit code ${code}`}`, logFile?.path);
  });
  const pulls = emulator
    .waitFor(({ heldPulls }) => heldPulls > 0)
    .catch(() => {
      throw new WorkerStartError('has not pulled within 30 s', logFile?.path);
    });
  await Promise.race([pulls, failed, aborted(stop)]);
  // From now on its end is for the caller to judge.
  failed.catch(() => {});
  return worker;
}

/** Stops it as a deployment would. */
export const stopWorker = (worker: DemoProcess): ReturnType<DemoProcess['stop']> => worker.stop(GRACE_MS + 5_000);

function environment({ temporal, emulator, source, logFile }: WorkerOptions): NodeJS.ProcessEnv {
  return {
    ...workerEnv(temporal.env, emulator, `vod-events-${source}`),
    VOD_EVENTS_GRACE: `${GRACE_MS}ms`,
    VOD_EVENTS_LOG_LEVEL: logFile ? 'info' : 'warn',
  };
}

/** A line of the worker's JSON log as a person reads it. Anything else, such as a crash, is shown as it is. */
function readable(line: string): string {
  const entry = parsed(line);
  if (typeof entry !== 'object' || entry === null || !('msg' in entry) || !('level' in entry)) return `worker: ${line}`;
  const level = typeof entry.level === 'number' && entry.level > WARN ? 'error' : 'warning';
  const about = 'key' in entry ? ` (event ${String(entry.key)})` : '';
  return `worker ${level}: ${String(entry.msg)}${about}`;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
