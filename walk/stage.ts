/**
 * What docs/going-to-production.md has a newcomer set up, on this machine: a directory with configuration, keys and routes, a Temporal server,
 * Prometheus, two workers, and an emulator in place of VOD.
 */
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { COMMAND } from '../demo/command';
import { freePorts } from '../demo/free-ports';
import { startProcess, type DemoProcess } from '../demo/processes';
import { startTemporal, type TemporalServer } from '../demo/temporal';
import { withoutWorkerSettings } from '../demo/worker-env';
import { VodEmulator } from '../src/testing';
import { Prometheus } from './prometheus';
import { Traffic } from './traffic';
import { until } from './until';

const ROOT = dirname(__dirname);
/** What was pulled is finished within the worker's grace time. */
const STOP_WITHIN_MS = 40_000;
/** VOD's own is three minutes late; a rehearsal has no time for that. */
const STATE_DELAY_MS = 5_000;
const COMMAND_TIMEOUT_MS = 60_000;
/** Lines of a worker's log. */
const WORDS = 10;
export const CONFIG = 'vod-events.toml';
export const SOURCE = 'shop';
const SUB_APP_ID = 1500012345;
const PAGE = readFileSync(join(ROOT, 'docs/going-to-production.md'), 'utf8');
const CONFIG_OF_PAGE = /```toml\n(.*?)```/s.exec(PAGE)?.[1] ?? '';

/** What one command printed, and how it ended. */
export interface Answer {
  text: string;
  code: number;
}

export type Routes = 'working' | 'failing';
export type Policy = 'owned' | 'processed';

export class Stage {
  readonly workers: DemoProcess[] = [];

  private constructor(
    readonly directory: string,
    readonly temporal: TemporalServer,
    readonly emulator: VodEmulator,
    readonly prometheus: Prometheus,
    readonly traffic: Traffic,
    private readonly metrics: readonly string[],
    private readonly health: readonly string[],
  ) {}

  static async start(prometheusProgram: string): Promise<Stage> {
    const directory = mkdtempSync(join(tmpdir(), 'vod-events-walk-'));
    // Where a newcomer has it from npm.
    mkdirSync(join(directory, 'node_modules'));
    symlinkSync(ROOT, join(directory, 'node_modules/temporal-vod-events'), 'dir');
    const addresses = (await freePorts(5)).map((port) => `127.0.0.1:${port}`);
    const [address = '', ...ofWorkers] = addresses;
    const [metrics, health] = [ofWorkers.slice(0, 2), ofWorkers.slice(2)];
    const emulator = await VodEmulator.start({ subAppIds: [SUB_APP_ID], eventsStateDelayMs: STATE_DELAY_MS });
    const temporal = await startTemporal();
    const prometheus = await Prometheus.start(prometheusProgram, { directory, address, targets: metrics });
    const traffic = new Traffic(emulator, SUB_APP_ID, join(directory, 'handled.log'));
    const stage = new Stage(directory, temporal, emulator, prometheus, traffic, metrics, health);
    stage.deploy('working');
    stage.configure('owned');
    stage.giveKeys(emulator.credential.secretKey);
    return stage;
  }

  /** Puts the routes there; workers that run take them at SIGHUP. */
  deploy(routes: Routes): void {
    copyFileSync(join(__dirname, 'routes', `${routes}.mjs`), join(this.directory, 'shop.routes.mjs'));
  }

  /** The configuration of the page, for the emulator; workers that run take it at SIGHUP. */
  configure(confirmPolicy: Policy): void {
    const config = CONFIG_OF_PAGE.replace('"mainland"', `"${this.emulator.url}"`);
    writeFileSync(join(this.directory, CONFIG), `${config}confirmPolicy = "${confirmPolicy}"\n`);
  }

  giveKeys(secretKey: string): void {
    writeFileSync(join(this.directory, 'secret-id'), this.emulator.credential.secretId);
    writeFileSync(join(this.directory, 'secret-key'), secretKey);
  }

  startWorkers(): void {
    for (const [at, metricsAddress] of this.metrics.entries()) {
      const env = {
        ...this.env(),
        VOD_EVENTS_METRICS_ADDRESS: metricsAddress,
        VOD_EVENTS_HEALTH_ADDRESS: this.health[at],
      };
      this.workers[at] = startProcess(process.execPath, [...COMMAND, 'worker', '--config', CONFIG], {
        env,
        cwd: this.directory,
        output: openSync(this.logOf(at), 'a'),
      });
    }
  }

  /** What each worker's probe of this name says. */
  async probes(name: 'livez' | 'readyz'): Promise<number[]> {
    const ask = (address: string): Promise<number> =>
      fetch(`http://${address}/${name}`).then(
        ({ status }) => status,
        () => 0,
      );
    return Promise.all(this.health.map(ask));
  }

  logOf(worker: number): string {
    return join(this.directory, `worker-${worker + 1}.log`);
  }

  killWorkers(): void {
    for (const worker of this.workers) worker.kill('SIGKILL');
  }

  /** SIGHUP, and the line in each log that it was followed. */
  async reload(): Promise<void> {
    const before = this.reloads();
    for (const worker of this.workers) worker.kill('SIGHUP');
    await until('the workers have reloaded', () => this.reloads().every((count, at) => count > (before[at] ?? 0)));
  }

  /** Runs `vod-events` in the directory, as a person would, and never rejects for how it ends. */
  run(args: readonly string[]): Promise<Answer> {
    const options = { cwd: this.directory, env: this.env(), timeout: COMMAND_TIMEOUT_MS };
    const child = spawn(process.execPath, [...COMMAND, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    // Both in one, in the order in which a terminal shows them.
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => (text += part));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ text: text.trimEnd(), code: code ?? 1 }));
    });
  }

  /** The last lines of the workers, for a walk that failed. */
  lastWords(): string {
    const tail = (file: string): string => readFileSync(file, 'utf8').split('\n').slice(-WORDS).join('\n');
    return this.workers.map((_, at) => `worker ${at + 1}:\n${tail(this.logOf(at))}`).join('\n');
  }

  async stop(): Promise<void> {
    this.traffic.pause();
    await Promise.all(this.workers.map((worker) => worker.stop(STOP_WITHIN_MS)));
    await Promise.all([this.prometheus.stop(), this.emulator.stop(), this.temporal.stop()]);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private reloads(): number[] {
    return this.workers.map((_, at) => readFileSync(this.logOf(at), 'utf8').split('config:reload:ok').length - 1);
  }

  private env(): NodeJS.ProcessEnv {
    return { ...withoutWorkerSettings(this.temporal.env), NO_COLOR: '1' };
  }
}
