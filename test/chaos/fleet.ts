import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, type DemoProcess } from '../../demo/processes';
import type { WorkerEnd } from './evidence';

const CLI = join(__dirname, '../../lib/cli/main.js');
const ROUTES = join(__dirname, 'routes.mjs');
const SKEWED_CLOCK = join(__dirname, 'skewed-clock.cjs');
/** Longer than the grace time of a worker and a freeze together: one that takes more is killed, which shows. */
const STOP_WITHIN_MS = 45_000;
/** What a supervisor would wait before it starts a process again. */
const RESTART_AFTER_MS = 1_000;

export interface FleetOptions {
  env: NodeJS.ProcessEnv;
  directory: string;
  source: string;
  skewsMs: readonly number[];
  onEnd(end: WorkerEnd): void;
}

/** One place in the fleet, in which a process runs; another one as soon as that has ended. */
export class Place {
  private process: DemoProcess | undefined;
  private restartTimer: NodeJS.Timeout | undefined;
  private retired = false;
  /** The last signal that its process was sent. */
  private asked: NodeJS.Signals | undefined;
  private askedTwice = false;
  private startedAt = 0;
  private askedAt = 0;

  constructor(
    /** Also the ExtInfo of its calls. */
    readonly name: string,
    private readonly options: FleetOptions,
    private readonly skewMs: number,
  ) {
    this.launch();
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  kill(signal: NodeJS.Signals): void {
    this.ask(signal);
    this.process?.kill(signal);
  }

  /** SIGTERM, as when the run is over; resolves once it is gone. */
  async retire(): Promise<void> {
    this.retired = true;
    clearTimeout(this.restartTimer);
    this.ask('SIGTERM');
    await this.process?.stop(STOP_WITHIN_MS);
  }

  private ask(signal: NodeJS.Signals): void {
    this.askedTwice = signal === 'SIGTERM' && this.asked === 'SIGTERM';
    this.asked = signal;
    this.askedAt = performance.now();
  }

  private launch(): void {
    const { env, directory, source } = this.options;
    const log = openSync(join(directory, `${this.name}.log`), 'a');
    const args = ['--require', SKEWED_CLOCK, CLI, 'worker', '--routes', ROUTES, '--source', source];
    const skew = { VOD_EXT_INFO: this.name, VOD_EVENTS_CHAOS_SKEW_MS: `${this.skewMs}` };
    const child = startProcess(process.execPath, args, { env: { ...env, ...skew }, output: log });
    closeSync(log);
    this.process = child;
    this.asked = undefined;
    this.askedTwice = false;
    this.startedAt = performance.now();
    void child.exited.then(({ code, signal }) => {
      this.options.onEnd({
        place: this.name,
        asked: this.asked,
        askedTwice: this.askedTwice,
        ageMs: this.askedAt - this.startedAt,
        how: signal ?? `${code}`,
      });
      this.process = undefined;
      if (!this.retired) this.restartTimer = setTimeout(() => this.launch(), RESTART_AFTER_MS);
    });
  }
}

/** The workers of a run, supervised: what ends is started again. */
export class Fleet {
  readonly places: Place[];
  private extra = 0;

  constructor(private readonly options: FleetOptions) {
    this.places = options.skewsMs.map((skewMs, index) => new Place(`worker-${index}`, options, skewMs));
  }

  byName(name: string | undefined): Place | undefined {
    return this.places.find((place) => place.name === name);
  }

  byPid(pid: number): Place | undefined {
    return this.places.find((place) => place.pid === pid);
  }

  /** Replaces one process by another, as a rolling restart does: the new one first. */
  async replace(place: Place): Promise<void> {
    if (!this.places.includes(place)) return;
    const next = new Place(`${place.name}-next-${this.extra++}`, this.options, 0);
    this.places.splice(this.places.indexOf(place), 1, next);
    await place.retire();
  }

  async stop(): Promise<void> {
    await Promise.all(this.places.map((place) => place.retire()));
  }
}
