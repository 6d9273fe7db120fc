/**
 * The processes of the contenders. Each has a group of its own, so that Ctrl-C reaches the benchmark alone, which then ends them in order.
 * Whatever happens to the benchmark short of SIGKILL, they end with it.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '..');
const KEPT_OUTPUT_CHARS = 4_000;
/** Longer than the product's own grace time. */
const STOP_TIMEOUT_MS = 40_000;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A contender's process ended by itself, or did not end as it was told. `output` is the end of what it printed. */
export class ProcessFailedError extends Error {
  override readonly name = 'ProcessFailedError';
  constructor(
    command: string,
    how: string,
    readonly output: string,
  ) {
    super(`${command}: ${how}. The end of what it printed:\n${output}`);
  }
}

export class NodeProcess {
  private readonly child: ChildProcess;
  private readonly command: string;
  private output = '';
  private readonly ended: Promise<string>;

  /** Runs Node.js in the root of the checkout. `env` is added to what this process has, less what would configure a worker. */
  constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    this.command = args.join(' ');
    const inherited = Object.entries(process.env).filter(([name]) => !/^(VOD_|TENCENTCLOUD_)/.test(name));
    this.child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...Object.fromEntries(inherited), ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this.child);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-KEPT_OUTPUT_CHARS);
      });
    }
    this.ended = new Promise((resolve) => {
      this.child.on('error', (error) => resolve(error.message));
      this.child.on('close', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
    });
    void this.ended.then(() => running.delete(this.child));
  }

  /** Awaits `work`. Rejects when the process ends meanwhile, or when `stop` is aborted. */
  async whileRunning<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
    // Looked at only when it comes first; otherwise it must not be an unhandled rejection.
    work.catch(() => {});
    let interrupt = (): void => {};
    const interrupted = new Promise<never>((_, reject) => {
      interrupt = () => reject(new Error('The benchmark was interrupted.'));
      stop.addEventListener('abort', interrupt, { once: true });
      if (stop.aborted) interrupt();
    });
    const ended = this.ended.then((how): never => {
      throw this.failure(`${how}, while it was needed`);
    });
    try {
      return await Promise.race([work, ended, interrupted]);
    } finally {
      stop.removeEventListener('abort', interrupt);
    }
  }

  /** Ends it with SIGTERM. Rejects when its exit code is not 0, and when it had to be killed. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    const how = await this.ended;
    clearTimeout(timer);
    if (how !== 'exit code 0') throw this.failure(`${how} after SIGTERM`);
  }

  /** Ends it whatever state it is in. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Memory that is its own or shared and in RAM, in MB. */
  async rssMb(): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(this.child.pid)]);
    return Number(stdout) / 1024;
  }

  private failure(how: string): ProcessFailedError {
    return new ProcessFailedError(this.command, how, this.output);
  }
}
