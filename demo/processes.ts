/**
 * The processes of the demo. Each leads a group of its own, so that Ctrl-C on a terminal reaches the demo alone, which then ends the others
 * in order. A guard sees to it that none outlives the demo, whatever becomes of that.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export type OnLine = (line: string) => void;

interface ProcessOptions {
  env: NodeJS.ProcessEnv;
  /** Default that of this process. */
  cwd?: string;
  /** Where both output streams go: a file descriptor, or a function that is given every line. */
  output: number | OnLine;
}

export interface DemoProcess {
  /** Unknown when it could not be started. */
  readonly pid: number | undefined;
  /** Resolves once it is gone and all it printed was given on; never rejects. Both members are `null` when it could not be started. */
  readonly exited: Promise<Exit>;
  /** Sends a signal and returns at once. */
  kill(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL when that does not end it within `graceMs`. */
  stop(graceMs: number): Promise<Exit>;
}

export function startProcess(command: string, args: string[], { env, cwd, output }: ProcessOptions): DemoProcess {
  const guard = theGuard();
  const target = typeof output === 'number' ? output : 'pipe';
  const child = spawn(command, args, {
    env,
    cwd,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', target, target],
  });
  const { pid } = child;
  if (pid !== undefined) guard.send({ started: pid });
  const exited = new Promise<Exit>((resolve) => {
    child.on('error', (error) => {
      if (typeof output === 'function') output(error.message);
      resolve({ code: null, signal: null });
    });
    child.on('exit', () => guard.send({ ended: pid }));
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  if (typeof output === 'function') {
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', output);
  }
  return {
    pid,
    exited,
    kill: (signal) => void child.kill(signal),
    stop: (graceMs) => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      return exited.finally(() => clearTimeout(timer));
    },
  };
}

let guard: ChildProcess | undefined;

function theGuard(): ChildProcess {
  if (!guard) {
    // Without this process's own loader, which it does not need.
    guard = fork(join(__dirname, 'guard.mjs'), {
      execArgv: [],
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    guard.unref();
    guard.channel?.unref();
  }
  return guard;
}
