/** The command line without a process of its own, for whatever does not run until a signal: what it prints, and its exit code. */
import { withoutWorkerSettings } from '../../demo/worker-env';
import { calledCommands } from '../../src/cli/called-command';
import { exitCodeOf } from '../../src/cli/failures';
import { createProgram } from '../../src/cli/program';

export interface Said {
  code: number;
  stdout: string;
  stderr: string;
}

type Env = Record<string, string>;

/** As `runCli` of processes.ts, where nobody is at a terminal. One at a time: output and environment are those of this process. */
export async function commandLine(args: readonly string[], env: Env = {}): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const undo = [
    replaced(process, 'env', { ...withoutWorkerSettings(process.env), ...env }),
    replaced(process, 'exitCode', undefined),
    replaced(process.stdin, 'isTTY', false),
    ...(['stdout', 'stderr'] as const).flatMap((name) => [
      replaced(process[name], 'isTTY', false),
      replaced(process[name], 'write', (text: string) => ((said[name] += text), true)),
    ]),
    replaced(console, 'log', (text: string) => (said.stdout += `${text}\n`)),
    replaced(console, 'error', (text: string) => (said.stderr += `${text}\n`)),
  ];
  try {
    const failed = await createProgram('0.0.0', await calledCommands(args))
      .parseAsync(args, { from: 'user' })
      .then(() => undefined, exitCodeOf);
    return { code: Number(failed ?? process.exitCode ?? 0), ...said };
  } finally {
    for (const one of undo.reverse()) one();
  }
}

/** Gives another value to a property, whatever it is, and the way back. */
function replaced(of: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(of, name);
  Object.defineProperty(of, name, { value, writable: true, configurable: true, enumerable: true });
  return () => {
    if (before) Object.defineProperty(of, name, before);
    else Reflect.deleteProperty(of, name);
  };
}
