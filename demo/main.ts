/**
 * The demo: a Temporal server with its UI, the VOD emulator, a worker process, and events of every type, with slow, flaky and poison
 * handlers among the quick ones, and the console to watch them. Exits with 0 only if nothing was lost, late or delivered twice and the worker drained.
 */
import { mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { pollerId } from '../src/client';
import type { RunningConsole } from '../src/console/run';
import { VodEmulator } from '../src/testing';
import { startDemoConsole } from './console';
import { startFeeder } from './feeder';
import { FigureCollector, JournalCounts } from './figures';
import { Hints } from './hints';
import type { DemoProcess } from './processes';
import { judge, outcomeOf, summary } from './summary';
import { startTemporal, type TemporalServer } from './temporal';
import { LineView, TerminalView, type HintLines, type View } from './view';
import { startWorker, stopWorker, type LogFile } from './worker';

interface Options {
  seconds?: number;
  rate: number;
}

interface SetUp {
  temporal: TemporalServer;
  counts: JournalCounts;
  emulator: VodEmulator;
  worker: DemoProcess;
  web: RunningConsole;
}

/** Slow handlers take 40 s: those of events sent earlier than this before the end are done by then. */
const SLOW_MS = 45_000;
/** An event that is not confirmed within this will not be on its first delivery. */
const EMPTY_WITHIN_MS = 30_000;

async function demo({ seconds, rate }: Options, stop: AbortSignal): Promise<number> {
  const { stdout } = process;
  const logFile = stdout.isTTY ? openLogFile() : undefined;
  const durationMs = seconds ? seconds * 1_000 : stdout.isTTY ? Infinity : 60_000;
  const source = `demo-${process.pid}`;

  console.log('Starting a Temporal server, a VOD emulator and a worker …');
  const { temporal, counts, emulator, worker, web } = await setUp(source, logFile, stop);
  const hints = new Hints({ temporal, emulator, source, consoleAddress: web.address, logPath: logFile?.path });
  const collector = new FigureCollector({ client: temporal.client, emulator, counts, source });
  const view = createView((parked) => hints.whileRunning(parked));
  const over = new AbortController();
  const watching = watch(view, collector, over.signal);
  view.phase(`${rate} events/s are sent; Ctrl-C drains and sums up`);
  const feeder = startFeeder(emulator, rate, Date.now() + Math.max(durationMs - SLOW_MS, durationMs / 4));
  await Promise.race([pause(durationMs, stop), worker.exited]);

  feeder.stop();
  view.phase('Ending: the worker drains; Ctrl-C ends at once');
  await Promise.race([emulator.waitUntilEmpty({ timeoutMs: EMPTY_WITHIN_MS }).catch(() => {}), worker.exited]);
  const exit = await stopWorker(worker);
  over.abort();
  await watching;

  const figures = await collector.collect();
  view.show(figures);
  view.close();
  const faults = judge(outcomeOf(figures, exit));
  console.log(['', ...summary(figures, faults, (parkedId) => hints.aboutParked(parkedId))].join('\n'));
  if (!temporal.own && figures.handling + figures.parked.length > 0) console.log(hints.cleanUp().join('\n'));

  const poller = temporal.client.workflow.getHandle(pollerId(source));
  await poller.terminate('The demo is over.').catch(() => {});
  await Promise.all([web.stop(), emulator.stop()]);
  await temporal.stop();
  return faults.length === 0 ? 0 : 1;
}

async function setUp(source: string, logFile: LogFile | undefined, stop: AbortSignal): Promise<SetUp> {
  const temporal = await startTemporal();
  const counts = new JournalCounts();
  const emulator = await VodEmulator.start({ journalLimit: 0, onEntry: counts.add });
  const warn = (line: string): void => console.log(`       ${line}`);
  const worker = await startWorker({ temporal, emulator, source, logFile, warn }, stop);
  stop.throwIfAborted();
  return { temporal, counts, emulator, worker, web: await startDemoConsole(temporal) };
}

function createView(hints: HintLines): View {
  return process.stdout.isTTY ? new TerminalView(process.stdout, hints) : new LineView(hints);
}

async function watch(view: View, collector: FigureCollector, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    view.show(await collector.collect());
    await pause(view.everyMs, over);
  }
}

/** Resolves after some time, or as soon as `signal` is aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === Infinity) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  else await sleep(ms, undefined, { signal }).catch(() => {});
}

function openLogFile(): LogFile {
  const path = join(mkdtempSync(join(tmpdir(), 'vod-events-demo-')), 'worker.log');
  return { path, fd: openSync(path, 'a') };
}

/** The first signal ends the demo in order. Ctrl-C after it ends it at once; the guard then ends the other processes. */
function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  process.on('SIGTERM', () => controller.abort(new InterruptedError()));
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new InterruptedError());
  });
  return controller.signal;
}

/** A signal came before the first event was sent. */
class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  constructor() {
    super('Stopped before the first event was sent.');
  }
}

function above0(maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (value > 0 && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be a number above 0 and at most ${maximum}.`);
  };
}

const program = new Command('npm run demo --')
  .description(
    'Temporal with its UI, a VOD emulator, a worker, the console and events of every type, all on this machine.',
  )
  .option('--seconds <number>', 'how long events are sent (default: 60; on a terminal until Ctrl-C)', above0(86_400))
  .option('--rate <number>', 'events a second', above0(500), 8)
  .parse();

demo(program.opts<Options>(), stopOnSignal()).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
