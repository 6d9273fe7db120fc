/** The services of `examples/`, each in a copy of its own, run with the commands of its README and nothing else. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EXAMPLES = join(__dirname, '../../examples');
/** What somebody who tried an example left there: large, and made anew by the README's commands. */
const LEFT_OVERS = /[\\/](\.venv|__pycache__|target|go[\\/]publishing)$/;

export type Env = Record<string, string>;

const endings: (() => Promise<unknown> | void)[] = [];

afterAll(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

export interface RunningCommand {
  /** All it has printed so far. */
  printed(): string;
  /** Its exit code, once it has ended. */
  stop(): Promise<number | null>;
}

export class Example {
  private constructor(
    private readonly directory: string,
    private readonly readme: string,
    private readonly env: Env,
  ) {}

  /** `env` is added to that of this process. */
  static copy(language: string, env: Env): Example {
    const copy = mkdtempSync(join(tmpdir(), `vod-events-${language}-`));
    endings.push(() => rmSync(copy, { recursive: true }));
    cpSync(EXAMPLES, copy, { recursive: true, filter: (path) => !LEFT_OVERS.test(path) });
    const directory = join(copy, language);
    return new Example(directory, readFileSync(join(directory, 'README.md'), 'utf8'), env);
  }

  /** The commands that the README gives under a heading, a line each. */
  commands(heading: string): string[] {
    const section = this.readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
    const block = /^```sh\n(.*?)^```$/ms.exec(section)?.[1];
    if (block === undefined) throw new Error(`The README has no commands under "${heading}".`);
    return block.trim().split('\n');
  }

  /** Runs commands to their end and gives what the last of them printed. One that fails throws, with what it printed. */
  async run(...commands: string[]): Promise<string> {
    let stdout = '';
    for (const command of commands) {
      const child = this.spawn(command);
      const code = await child.exit;
      if (code !== 0) throw new Error(`${command}: exit code ${code}\n${child.output.all}`);
      stdout = child.output.stdout;
    }
    return stdout;
  }

  /** Starts a command that runs until it is told to stop. */
  start(command: string): RunningCommand {
    const { output, exit, end } = this.spawn(command);
    return { printed: () => output.all, stop: () => (end('SIGTERM'), exit) };
  }

  private spawn(command: string) {
    const child = spawn('bash', ['-c', command], {
      cwd: this.directory,
      env: { ...process.env, ...this.env },
      // A group of its own, to be ended as a whole.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', all: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output.all += text));
    }
    const exit = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    const end = (signal: NodeJS.Signals) => endGroup(child, signal);
    endings.push(() => (end('SIGKILL'), exit));
    return { output, exit, end };
  }
}

function endGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, signal);
}
