import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Runtime, DefaultLogger, type LogEntry } from '@temporalio/worker';
import { createActivities } from '../../src/activities';
import { Beginnings } from '../../src/activities/beginnings';
import { Drain } from '../../src/activities/drain';
import { HandlerRuns } from '../../src/activities/handler-runs';
import { Slots } from '../../src/activities/slots';
import { createSourceClient } from '../../src/activities/source-client';
import type { KeyRing } from '../../src/client';
import { workerDataConverter } from '../../src/codec/data-converter';
import { ensurePoller } from '../../src/client/poller';
import { homeTaskQueue, type ConfirmPolicy } from '../../src/core/contract';
import { createObserve } from '../../src/core/observe';
import { WINDOW_MS } from '../../src/core/defaults';
import { compileRoutes } from '../../src/routes/compile-routes';
import { VodEmulator, type EmulatorOptions } from '../../src/testing';
import { recordedLog, type LogLine } from '../../src/testing/recorded-log';
import { NO_TRACING } from '../../src/tracing/tracing';
import type { RawEvent } from '../../src/vod/api';
import { createVodClient } from '../../src/vod/client';
import { runtimeMeter } from '../../src/worker/meter';
import { createWorkers, type WorkflowSource } from '../../src/worker/workers';

/** Set by the jest project `no workflow cache`: every workflow task then replays its workflow from the start. */
const noWorkflowCache = process.env.VOD_EVENTS_TEST_NO_WORKFLOW_CACHE !== undefined;

/** A bundle of the build that `npm test` makes first. */
const bundle = (file: string): WorkflowSource => ({
  workflowBundle: { codePath: join(__dirname, '../../lib', file) },
  ...(noWorkflowCache && { maxCachedWorkflows: 0 }),
});

/**
 * A window shorter than VOD's, so that a test sees a redelivery soon. Without a cache it is VOD's own: the SDK then drops a batch whose local
 * activity runs as soon as another workflow has a task, and the server gives the batch out again only after the workflow-task timeout.
 */
export const shortWindowMs = (ms: number): number => (noWorkflowCache ? WINDOW_MS : ms);

/**
 * What the emulator counts once so many events are confirmed, each on its first delivery. Nothing without a cache, where a batch beside many
 * workflows may be dropped, as said above, until its window has passed.
 */
export const onFirstDelivery = (events: number): object =>
  noWorkflowCache ? {} : { deliveries: events, redelivered: 0 };

export interface SystemOptions {
  routes: Record<string, unknown>;
  /** Names source and task queue: of two systems of one name the second goes on where the first was stopped. Default a new one. */
  name?: string;
  emulator?: EmulatorOptions;
  quickBudgetMs?: number;
  maxHandlers?: number;
  maxOpenBatches?: number;
  maxOwned?: number;
  confirmPolicy?: ConfirmPolicy;
  maxDeliveries?: number;
  /** Keys the worker uses; the emulator's own by default. */
  secretKey?: string;
  /** Keys that encrypt what goes through Temporal, for the worker and for `client`. Default none. */
  keys?: KeyRing;
  /** Default a name of its own. */
  source?: string;
  /** Start the poller. Default true. */
  poll?: boolean;
  /** Report parked events after this. Default never. */
  parkedReportAfterMs?: number;
  /** IP address and port of the metrics. Only the first system of a process can have them. Default none. */
  metricsAddress?: string;
  /** Another server than that of the whole run. */
  temporalAddress?: string;
}

export interface System {
  name: string;
  emulator: VodEmulator;
  client: Client;
  source: string;
  taskQueue: string;
  log: LogLine[];
  /** What the workflows logged in this process, from `warn` on. */
  workflowLog: LogEntry[];
  /** Workflows that the worker keeps between their tasks. */
  cachedWorkflows(): number;
  /** One pull by hand, for tests without a poller. */
  pull(): Promise<RawEvent[]>;
  stop(): Promise<void>;
}

let installed = false;
const workflowLog: LogEntry[] = [];

/** Quiet, and without the signal handlers that would keep a test run from being ended. Before anything else that uses the runtime. */
export function installRuntime(metricsAddress?: string): void {
  if (installed) return;
  const logging = { filter: { core: 'ERROR', other: 'ERROR' } as const, forward: {} };
  Runtime.install({
    logger: new DefaultLogger('WARN', (entry) => workflowLog.push(entry)),
    telemetryOptions: { logging, ...metricsOf(metricsAddress) },
    shutdownSignals: [],
  });
  installed = true;
}

/** Emulator, worker and poller in this process, over the real server; everything under names of its own. */
export async function startSystem(options: SystemOptions): Promise<System> {
  installRuntime(options.metricsAddress);
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await NativeConnection.connect({
    ...connectionOptions,
    ...(options.temporalAddress !== undefined && { address: options.temporalAddress }),
  });
  const dataConverter = workerDataConverter({ keys: options.keys });
  const client = new Client({ connection, namespace, dataConverter });
  const emulator = await VodEmulator.start({ holdMs: 500, ...options.emulator });
  const name = options.name ?? randomUUID().slice(0, 8);
  const source = options.source ?? `test-${name}`;
  const taskQueue = `vod-events-${name}`;
  const home = homeTaskQueue(taskQueue, 'here');
  const compiled = compileRoutes(options.routes);
  if (!compiled.ok) throw new Error(compiled.problems.join('; '));
  const log: LogLine[] = [];
  const lines = recordedLog(log);
  const observe = createObserve({ lines, meter: runtimeMeter(), from: 'info' });
  const { secretId, secretKey } = emulator.credential;
  const vod = createVodClient({
    source,
    endpoint: emulator.url,
    credential: { secretId, secretKey: options.secretKey ?? secretKey },
  });
  const drain = new Drain();
  const policy = {
    confirmPolicy: options.confirmPolicy ?? 'owned',
    maxDeliveries: options.maxDeliveries ?? 10,
  } as const;
  const maxHandlers = options.maxHandlers ?? 100;
  const activities = createActivities({
    client,
    taskQueue,
    home,
    drain,
    log: lines,
    runs: new HandlerRuns(maxHandlers),
    beginnings: new Beginnings(),
    handOvers: new Slots(50),
    sources: new Map([
      [source, { ...createSourceClient(vod, { ratePerSecond: 99, ...policy }), routes: compiled.routes }],
    ]),
    quickBudgetMs: options.quickBudgetMs ?? 1_000,
    maxOpenBatches: options.maxOpenBatches ?? 50,
    parkedReportAfterMs: options.parkedReportAfterMs,
    observe,
    tracing: NO_TRACING,
  });
  const workers = await createWorkers({
    connection,
    namespace,
    taskQueue,
    homeTaskQueue: home,
    sources: new Set([source]),
    activities,
    workflows: bundle(options.keys ? 'workflow-bundle.encrypted.js' : 'workflow-bundle.js'),
    dataConverter,
    maxHandlers,
    maxOwned: options.maxOwned ?? 100,
    shutdownGraceMs: 500,
    shutdownForceMs: 3_000,
  });
  const running = Promise.allSettled([workers.main.run(), workers.pump.run(), workers.home.run()]);
  if (options.poll !== false) await ensurePoller(client, source, taskQueue);
  return {
    name,
    emulator,
    client,
    source,
    taskQueue,
    log,
    workflowLog,
    cachedWorkflows: () => workers.main.getStatus().numCachedWorkflows,
    pull: async () => (await vod.pullEvents()).events,
    async stop() {
      drain.begin();
      for (const worker of [workers.main, workers.pump, workers.home]) worker.shutdown();
      await running;
      vod.close();
      await connection.close();
      await emulator.stop();
    },
  };
}

function metricsOf(bindAddress: string | undefined): { metrics?: { prometheus: { bindAddress: string } } } {
  return bindAddress === undefined ? {} : { metrics: { prometheus: { bindAddress } } };
}

/**
 * Waits for a condition of the outside world, and says what it waited for when it does not come; and whether that may be the machine's fault,
 * which shows in looks that were far apart.
 */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 50_000,
): Promise<T> {
  const giveUpAt = Date.now() + timeoutMs;
  let [looks, lookedAt, longestGapMs] = [0, Date.now(), 0];
  for (;;) {
    const found = await check();
    if (found) return found;
    const now = Date.now();
    longestGapMs = Math.max(longestGapMs, now - lookedAt);
    [looks, lookedAt] = [looks + 1, now];
    if (now > giveUpAt) {
      const load = loadavg()[0]?.toFixed(1);
      throw new Error(
        `Still waiting for: ${what} (${looks} looks, ${longestGapMs} ms between two at most, load ${load})`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
