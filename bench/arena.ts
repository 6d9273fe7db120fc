/** One contender over one emulator, for one measurement. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { COMMAND } from '../demo/command';
import { workerEnv } from '../demo/worker-env';
import { pollerId } from '../src/client';
import { VodEmulator, type JournalEntry } from '../src/testing';
import { ready } from './contenders/ready';
import { sourcesFile } from './contenders/sources';
import { residentBytes } from './resident-bytes';
import type { Stage } from './stage';

const root = join(__dirname, '..');
const script = (path: string): string[] => ['--import', 'tsx', `bench/contenders/${path}`];

const CONTENDERS = {
  this: [...COMMAND, 'worker', '--routes', 'bench/contenders/routes.mjs', '--source'],
  literal: script('literal/worker.ts'),
  regular: script('regular/worker.ts'),
  plain: script('plain.ts'),
  'never-waits': script('never-waits.ts'),
  sqs: script('sqs/worker.ts'),
  /** This system again, serving several sources. */
  sources: [...COMMAND, 'worker', '--config'],
} as const;
export type Contender = keyof typeof CONTENDERS;

/** Until a contender has compiled its code and filled its caches; the literal form is slow. */
const WARM_UP_EVENTS: Partial<Record<Contender, number>> = { literal: 160, regular: 800 };
/** Kernel ticks a second in /proc; the same on every Linux that Node.js runs on. */
const TICKS_PER_SECOND = 100;
/** As good as no limit of our own. */
const UNLIMITED = 100_000;

export interface ArenaOptions {
  contender: Contender;
  /** Calls a second that the emulator allows for each API; without one it has no limit. */
  rateLimit?: number;
  /** Processes of the contender. Default 1. */
  processes?: number;
  /** Of the contender `sources`: it serves the applications 1 to this, and gets events for each. */
  sources?: number;
  /** Default: what compiles the contender's code. */
  warmUpEvents?: number;
  /** Told of every task id that a handler has processed. */
  onProcessed?: (taskId: string) => void;
}

type Listen = (listener: (entry: JournalEntry) => void) => () => void;

export interface Arena {
  emulator: VodEmulator;
  /** Also the task queue and the source. */
  name: string;
  /** When its processes were started, ms since 1970. */
  launchedAt: number;
  /** Of all processes of the contender together. */
  residentBytes(): number;
  cpuSeconds(): number;
  /** Puts events in, as many for each source, and resolves once they are confirmed. Times are ms since 1970. */
  run(events: object[]): Promise<Run>;
  /** Until what it returns is called. */
  onEntry: Listen;
}

interface Run {
  startedAt: number;
  endedAt: number;
  /** Events a second between the first and the last tenth: what is steady, without a start or an end. */
  steadyPerSecond: number;
}

/** Starts a contender, warms it up, measures, and ends it whatever happens. */
export async function inArena<T>(
  stage: Stage,
  options: ArenaOptions,
  measure: (arena: Arena) => Promise<T>,
): Promise<T> {
  const { contender, rateLimit = Infinity, processes = 1 } = options;
  ready(contender);
  const listeners = new Set<(entry: JournalEntry) => void>();
  const tell = (entry: JournalEntry): void => listeners.forEach((listener) => listener(entry));
  const onEntry: Listen = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const emulator = await VodEmulator.start({ journalLimit: 0, rateLimit, onEntry: tell });
  const name = `bench-${randomUUID().slice(0, 8)}`;
  const launchedAt = now();
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const children = Array.from({ length: processes }, () => launch(stage, options, emulator, name, folder));
  const killWithUs = (): void => children.forEach((child) => child.kill('SIGKILL'));
  process.on('exit', killWithUs);
  const arena: Arena = {
    emulator,
    name,
    launchedAt,
    onEntry,
    residentBytes: () => sum(children.map(({ pid }) => residentBytes(pid))),
    cpuSeconds: () => sum(children.map(({ pid }) => cpuSeconds(pid))),
    run: (events) => timed(emulator, onEntry, events, options.sources),
  };
  try {
    await arena.run(eventsOf(options.warmUpEvents ?? WARM_UP_EVENTS[contender] ?? 1_600));
    return await measure(arena);
  } finally {
    await Promise.all(children.map((child) => end(child, stage.profileFolder !== undefined)));
    process.off('exit', killWithUs);
    await emulator.stop();
    rmSync(folder, { recursive: true });
    await Promise.all(
      workflowsOf(options, name).map((id) =>
        stage.client.workflow
          .getHandle(id)
          .terminate()
          .catch(() => {}),
      ),
    );
  }
}

/** What would go on without a worker. */
function workflowsOf({ contender, sources }: ArenaOptions, name: string): string[] {
  if (contender === 'sources')
    return Array.from({ length: sources ?? 0 }, (_, index) => pollerId(`${name}-${index + 1}`));
  return [contender === 'this' ? pollerId(name) : name];
}

function launch(
  stage: Stage,
  { contender, rateLimit, onProcessed, sources }: ArenaOptions,
  emulator: VodEmulator,
  name: string,
  folder: string,
): ChildProcess {
  const rate = rateLimit === undefined ? UNLIMITED : undefined;
  const worker = workerEnv(process.env, emulator, name);
  const { VOD_ENDPOINT: endpoint = '', ...withoutSource } = worker;
  const env = {
    ...(sources ? withoutSource : worker),
    TEMPORAL_ADDRESS: stage.address,
    VOD_EVENTS_LOG_LEVEL: 'error',
    ...(onProcessed && { BENCH_REPORT: '1' }),
    ...(rate && !sources && { VOD_EVENTS_RATE: `${rate}` }),
  };
  const profile = stage.profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${stage.profileFolder}`];
  const served = sources ? sourcesFile(folder, { name, sources, endpoint, rate }) : name;
  const args = [...profile, ...CONTENDERS[contender], ...(contender === 'this' || sources ? [served] : [])];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.on('message', ({ processed }: { processed: string[] }) => processed.forEach((taskId) => onProcessed?.(taskId)));
  return child;
}

/** A profile is written by a process that ends by itself. */
async function end(child: ChildProcess, gently: boolean): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill(gently ? 'SIGTERM' : 'SIGKILL');
  await ended;
}

async function timed(emulator: VodEmulator, listen: Listen, events: object[], sources = 0): Promise<Run> {
  const before = emulator.stats().confirmed;
  const [first, last] = [Math.floor(events.length * 0.1), Math.floor(events.length * 0.9)];
  let confirmed = 0;
  let [firstAt, lastAt] = [0, 0];
  const unlisten = listen(({ kind, at }) => {
    if (kind !== 'confirmed') return;
    confirmed++;
    if (confirmed === first) firstAt = at;
    if (confirmed === last) lastAt = at;
  });
  const startedAt = now();
  if (sources === 0) emulator.enqueue(events);
  for (let subAppId = 1; subAppId <= sources; subAppId++) {
    const [from, to] = [subAppId - 1, subAppId].map((n) => Math.floor((events.length * n) / sources));
    emulator.enqueue(events.slice(from, to), { subAppId });
  }
  await emulator.waitUntilConfirmed(before + events.length, { timeoutMs: 600_000 });
  unlisten();
  return { startedAt, endedAt: now(), steadyPerSecond: ((last - first) * 1_000) / (lastAt - firstAt) };
}

const now = (): number => performance.timeOrigin + performance.now();
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

function cpuSeconds(pid: number | undefined): number {
  // What follows the name, which may hold spaces: state is the third field, user and system time the 14th and 15th.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

let sent = 0;

/** Events that finish at once; `mark` makes others of some of them, and `bytes` makes them larger. See handler.cjs for marks. */
export function eventsOf(
  count: number,
  { mark = () => '', bytes = 0 }: { mark?: (index: number) => string; bytes?: number } = {},
): object[] {
  const padding = 'x'.repeat(bytes);
  return Array.from({ length: count }, (_, index) => ({
    EventType: 'ClipComplete',
    ClipCompleteEvent: {
      TaskId: `task-${sent++}${mark(index)}`,
      SrcFileId: '5145403000000001',
      FileInfo: { FileId: `${sent}`, FileUrl: `https://media.example.com/clip.mp4${padding}` },
    },
  }));
}
