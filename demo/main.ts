/**
 * The main job with everything embedded: a Temporal server with its UI, the VOD emulator, a worker process, and events of every type, with
 * slow, flaky and poison handlers among the quick ones. Exits with 1 if anything was lost, late or delivered twice.
 */
import { mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Command, InvalidArgumentError } from 'commander';
import { VodEmulator } from '../src/testing';
import { startFeeder } from './feeder';
import { LatestFigures } from './figures';
import { start, startTemporal, type Started } from './processes';
import { faultsOf, summary } from './summary';
import { asLine, asScreen, type ViewFacts } from './view';

const SLOW_HANDLER_MS = 40_000;
const WARN = 40;

interface Options {
  seconds?: number;
  rate: number;
}

async function demo({ seconds, rate }: Options, stop: AbortSignal): Promise<number> {
  const onTerminal = process.stdout.isTTY;
  const durationMs = seconds !== undefined ? seconds * 1_000 : onTerminal ? Infinity : 60_000;
  const workerLog = onTerminal ? join(mkdtempSync(join(tmpdir(), 'vod-events-demo-')), 'worker.log') : undefined;
  const log = workerLog ? openSync(workerLog, 'a') : 'pipe';

  const temporal = await startTemporal(log);
  const emulator = await VodEmulator.start();
  const source = `demo-${process.pid}`;
  const worker = startWorker(temporal.address, emulator, source, log);
  const connection = await Connection.connect({ address: temporal.address });
  const figures = new LatestFigures(new Client({ connection }), emulator, source);
  const facts: ViewFacts = { ...temporal, source, workerLog, startedAt: Date.now() };
  console.log(`Temporal ${temporal.uiUrl ?? temporal.address}, VOD emulator ${emulator.url}, source ${source}`);

  const feeder = startFeeder(emulator, rate, Date.now() + durationMs - SLOW_HANDLER_MS - 5_000);
  await show(figures, facts, Date.now() + durationMs, AbortSignal.any([stop, aborted(worker.ended)]));
  feeder.stop();
  console.log('Draining: what was pulled is confirmed, running handlers get some seconds. Ctrl-C again ends at once.');
  await emulator.waitUntilEmpty({ timeoutMs: 30_000 }).catch(() => {});
  worker.child.kill('SIGTERM');
  const end = await worker.ended;
  const last = await figures.refresh();
  const faults = faultsOf(last, end);
  console.log(summary(last, faults, facts));
  await connection.close();
  await emulator.stop();
  await temporal.stop();
  return faults.length === 0 ? 0 : 1;
}

function startWorker(address: string, emulator: VodEmulator, source: string, log: number | 'pipe'): Started {
  const { secretId, secretKey } = emulator.credential;
  const env = {
    ...process.env,
    TEMPORAL_ADDRESS: address,
    VOD_ENDPOINT: emulator.url,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    VOD_SUB_APP_ID: '',
    VOD_EVENTS_TASK_QUEUE: `vod-events-${source}`,
  };
  const cli = join(__dirname, '../lib/cli/main.js');
  const worker = start(
    process.execPath,
    [cli, 'worker', '--routes', join(__dirname, 'routes.mjs'), '--source', source],
    env,
    log,
  );
  const { stdout, stderr } = worker.child;
  if (stdout) createInterface(stdout).on('line', showTrouble);
  if (stderr) createInterface(stderr).on('line', (line) => console.error(line));
  return worker;
}

/** Of the worker's JSON log only what a person should see. */
function showTrouble(line: string): void {
  const { level, msg, eventKey } = JSON.parse(line) as { level: number; msg: string; eventKey?: string };
  if (level >= WARN) console.log(`     worker: ${msg}${eventKey ? ` (event ${eventKey})` : ''}`);
}

/** Shows the figures until the time is over or `stop` is aborted: redrawn in place on a terminal, a line every few seconds elsewhere. */
async function show(figures: LatestFigures, facts: ViewFacts, until: number, stop: AbortSignal): Promise<void> {
  const onTerminal = process.stdout.isTTY;
  const everyMs = onTerminal ? 500 : 5_000;
  while (!stop.aborted && Date.now() < until) {
    const now = await figures.refresh();
    if (onTerminal) process.stdout.write(`\u001b[H\u001b[J${asScreen(now, facts)}\n`);
    else console.log(asLine(now, facts));
    await sleep(Math.min(everyMs, Math.max(0, until - Date.now())), undefined, { signal: stop }).catch(() => {});
  }
}

function aborted(ended: Promise<unknown>): AbortSignal {
  const controller = new AbortController();
  void ended.then(() => controller.abort());
  return controller.signal;
}

/** The first signal ends the demo in order, the second at once. */
function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(1);
      controller.abort();
    });
  }
  return controller.signal;
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 3_600) return value;
  throw new InvalidArgumentError('It must be a number above 0 and at most 3600.');
}

const program = new Command('npm run demo --')
  .description('Temporal, a VOD emulator, a worker and events of every type, all on this machine.')
  .option('--seconds <number>', 'end after this long (default: 60, on a terminal at Ctrl-C)', positive)
  .option('--rate <number>', 'events a second', positive, 8)
  .parse();

demo(program.opts<Options>(), stopOnSignal()).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`demo: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
