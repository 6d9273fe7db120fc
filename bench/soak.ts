/**
 * Runs this system's worker for a long time at half of what VOD allows, with slow and failing handlers among the quick ones, and tells whether
 * what it holds levels off or grows: the last third of the time against the first. Exits with 0 only if nothing grew, nothing was
 * delivered twice, no workflow was left open and the worker drained.
 *
 * Only the worker is judged: the development server keeps every closed workflow in memory.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { startTemporal, type TemporalServer } from '../demo/temporal';
import { pollerId } from '../src/client';
import { VodEmulator } from '../src/testing';
import { startFeeder } from './soak/feeder';
import { conclusion, isMet, judge, table, type Row, type Sample } from './soak/verdict';
import { SoakedWorker } from './soak/worker';

interface Options {
  minutes: number;
  rate: number;
  json?: string;
}

/** Half of 100 calls of 16 events a second. */
const DEFAULT_EVENTS_PER_SECOND = 800;
const SAMPLE_EVERY_MS = 2_000;
/** Caches fill, code is compiled, the allocator takes what it needs: not part of any third. */
const warmUpMs = (durationMs: number): number => Math.max(30_000, durationMs / 5);
/** By then the last slow and failing handlers have succeeded. */
const SETTLE_WITHIN_MS = 90_000;
/** Three samples a third tell nothing yet. */
const FEWEST_SAMPLES = 30;

interface Stage {
  temporal: TemporalServer;
  emulator: VodEmulator;
  worker: SoakedWorker;
  source: string;
}

async function soak({ minutes, rate, json }: Options, stop: AbortSignal): Promise<number> {
  if (!existsSync('/proc/self/fd'))
    throw new Error('The soak reads memory and sockets from /proc, which is Linux only.');
  const stage = await setUp();
  const { emulator, temporal, worker, source } = stage;
  console.error(`Warnings of the worker: ${worker.logPath}`);
  try {
    const { samples, unsettled } = await measure(stage, { durationMs: minutes * 60_000, rate }, stop);
    const { code } = await worker.stop();
    if (samples.length < FEWEST_SAMPLES) return cutShort(samples.length);
    const ends: Row[] = [
      total('events delivered twice', emulator.stats().redelivered),
      total('workflows left open', unsettled),
      total('events left in VOD', emulator.stats().waiting + emulator.stats().inFlight),
      total('exit code after SIGTERM', code ?? 255),
    ];
    // What is cut short has left something behind for that reason.
    const rows = [...judge(samples), ...(stop.aborted ? [] : ends)];
    const steady = rows.every(isMet);
    console.log(`${table(rows)}\n\n${conclusion(rows)}`);
    if (json)
      writeFileSync(json, `${JSON.stringify({ node: process.version, minutes, rate, rows, samples }, undefined, 2)}\n`);
    if (stop.aborted) return 130;
    return steady ? 0 : 1;
  } finally {
    await worker.stop();
    await temporal.client.workflow
      .getHandle(pollerId(source))
      .terminate('The soak is over.')
      .catch(() => {});
    await Promise.all([emulator.stop(), temporal.stop()]);
  }
}

async function setUp(): Promise<Stage> {
  const temporal = await startTemporal();
  const emulator = await VodEmulator.start({ journalLimit: 0 });
  const source = `soak-${process.pid}`;
  const worker = new SoakedWorker(temporal, emulator, source);
  const ended = worker.exited.then(({ code, signal }) => {
    throw new Error(`The worker ended with ${signal ?? `exit code ${code}`} before it pulled. Is lib built?`);
  });
  await Promise.race([emulator.waitFor(({ heldPulls }) => heldPulls > 0), ended]);
  ended.catch(() => {});
  return { temporal, emulator, worker, source };
}

async function measure(
  stage: Stage,
  { durationMs, rate }: { durationMs: number; rate: number },
  stop: AbortSignal,
): Promise<{ samples: Sample[]; unsettled: number }> {
  const { emulator, worker } = stage;
  let running = true;
  void worker.exited.then(() => (running = false));
  const samples: Sample[] = [];
  const beganAt = performance.now();
  const feeder = startFeeder(emulator, rate);
  try {
    for (let atMs = 0; atMs < durationMs && !stop.aborted; atMs = performance.now() - beganAt) {
      await sleep(SAMPLE_EVERY_MS, undefined, { signal: stop }).catch(() => {});
      if (!running) throw new Error('The worker ended in the middle of the soak.');
      const sample = await take(stage, performance.now() - beganAt);
      if (sample.atMs > warmUpMs(durationMs)) samples.push(sample);
      if (samples.length % 15 === 1) console.error(line(sample));
    }
  } finally {
    feeder.stop();
  }
  return { samples, unsettled: await settle(stage, stop) };
}

async function take({ emulator, worker, temporal, source }: Stage, atMs: number): Promise<Sample> {
  const { confirmed, redelivered, waiting } = emulator.stats();
  const openWorkflows = await countOpen(temporal, source);
  return { atMs, ...worker.held(), openWorkflows, confirmed, redelivered, waiting };
}

async function countOpen({ client }: TemporalServer, source: string): Promise<number> {
  const query = `TaskQueue = '${source}' AND ExecutionStatus = 'Running' AND WorkflowType != 'vodEventPoller'`;
  return (await client.workflow.count(query)).count;
}

/** Waits until everything that was sent is confirmed and handled, or it is stopped; returns how many workflows are not. */
async function settle({ emulator, temporal, source }: Stage, stop: AbortSignal): Promise<number> {
  for (const giveUpAt = Date.now() + SETTLE_WITHIN_MS; ;) {
    const { waiting, inFlight } = emulator.stats();
    const open = await countOpen(temporal, source);
    if (waiting + inFlight + open === 0 || Date.now() > giveUpAt || stop.aborted) return open;
    await sleep(1_000, undefined, { signal: stop }).catch(() => {});
  }
}

const total = (what: string, value: number): Row => ({ what, first: 0, last: value, value, unit: 'count', atMost: 0 });

function line({ atMs, residentBytes, sockets, openWorkflows, confirmed, redelivered }: Sample): string {
  const resident = `${Math.round(residentBytes / 2 ** 20)} MiB`;
  return `  ${Math.round(atMs / 1_000)} s: ${confirmed} confirmed, ${redelivered} again, ${openWorkflows} open, ${resident}, ${sockets} sockets`;
}

function cutShort(samples: number): number {
  console.log(`Too short to compare thirds: ${samples} samples after the warm-up, of at least ${FEWEST_SAMPLES}.`);
  return 130;
}

/** The first signal ends the soak in order. Another one ends it at once; the guard of demo/processes.ts then ends the other processes. */
function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM']) {
    process.on(name, () => (controller.signal.aborted ? process.exit(130) : controller.abort()));
  }
  return controller.signal;
}

const options = new Command('npm run soak --')
  .description('Tells whether what a worker holds levels off under a steady load.')
  .option('--minutes <number>', 'how long events are sent, at least 2', Number, 15)
  .option(
    '--rate <number>',
    'events a second; lower it for a machine that cannot keep up',
    Number,
    DEFAULT_EVENTS_PER_SECOND,
  )
  .option('--json <file>', 'also write the figures and all samples there')
  .parse()
  .opts<Options>();

soak(options, stopOnSignal()).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
