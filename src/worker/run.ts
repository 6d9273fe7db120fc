/** The deployable worker: connects, makes sure the pollers exist, runs until told to stop, drains. */
import { Client } from '@temporalio/client';
import type { Logger } from '@temporalio/common';
import type { NativeConnection, Worker } from '@temporalio/worker';
import { workerDataConverter } from '../codec/data-converter';
import { temporalReadiness } from '../ingress/readiness';
import type { Observe } from '../core/observe';
import { startTracing } from '../tracing/exporting';
import { NO_TRACING, type Tracing } from '../tracing/tracing';
import type { WorkerConfig } from './config';
import { connect, unavailable } from './connect';
import { drainedAfter, drainPhases, type DrainPhases } from './draining';
import { createEngine, type Engine } from './engine';
import { Health, type Serving } from './health';
import { serveHealth } from './health-server';
import { observeHere } from './observe-here';
import { installRuntime } from './runtime';
import { createWorkers, workflowSource, type SideWorkers } from './workers';

/** Told once everything runs. */
export type OnStarted = (engine: Pick<Engine, 'observe' | 'replaceSources'>, serving: Serving) => void;

/**
 * Runs until `stop` is aborted and the drain is over.
 * @throws HealthListenError when the address of the health checks cannot be bound.
 * @throws TemporalUnavailableError when Temporal cannot be reached within 30 s or refuses us.
 * @throws UnreadablePollerError when a poller was started with an encryption key that is not among ours; nothing is pulled.
 */
export async function runWorker(
  config: WorkerConfig,
  log: Logger,
  stop: AbortSignal,
  onStarted?: OnStarted,
): Promise<void> {
  installRuntime(config, log);
  const observe = observeHere(log);
  const health = new Health(observe, stop);
  const probes = config.healthAddress === undefined ? undefined : await serveHealth(config.healthAddress, health);
  try {
    if (probes) observe('health:listen:ok', { address: probes.url });
    const connection = await connect(config.temporal, observe, stop);
    const began: OnStarted = (engine, serving) => {
      health.began(serving);
      onStarted?.(engine, serving);
    };
    if (connection) await serveOver(config, connection, log, stop, { onStarted: began, observe });
  } finally {
    await probes?.close();
  }
}

async function serveOver(
  config: WorkerConfig,
  connection: NativeConnection,
  log: Logger,
  stop: AbortSignal,
  { onStarted, observe }: { onStarted: OnStarted; observe: Observe },
): Promise<void> {
  const traces = await startTracing(process.env, observe);
  try {
    await serve(config, connection, log, stop, { onStarted, tracing: traces.tracing });
  } finally {
    await traces.close();
    // It refuses while a worker that failed still holds it; the reason for that is the error to be seen.
    await connection.close().catch(() => {});
  }
}

/** The same over a connection that is there already, and stays open. */
export async function serve(
  config: WorkerConfig,
  connection: NativeConnection,
  log: Logger,
  stop: AbortSignal,
  { onStarted, tracing = NO_TRACING }: { onStarted?: OnStarted; tracing?: Tracing } = {},
): Promise<void> {
  const dataConverter = workerDataConverter({ keys: config.keys });
  const client = new Client({ connection, namespace: config.temporal.namespace, dataConverter });
  const engine = createEngine({ ...config, client, log, tracing });
  const phases = drainPhases(config);
  try {
    // First, because it is what tells whether Temporal lets us do anything at all.
    await engine.ensurePollers().catch(unavailable(config.temporal));
    const workers = await workersOf(config, connection, engine, phases).catch(unavailable(config.temporal));
    const running = Promise.all([workers.main.run(), workers.pump.run(), workers.home.run()]);
    const { version, taskQueue } = config;
    const facts = {
      // They may be others when it drains.
      get sources() {
        return [...engine.sources.keys()];
      },
      taskQueue,
      ...(version && { version }),
    };
    const endpoints = config.sources.map(({ endpoint }) => endpoint);
    engine.observe('worker:run:started', { ...facts, endpoints, temporal: config.temporal.address });
    const observer = engine.startObserver();
    const isConnected = temporalReadiness(client, config.temporal.namespace);
    onStarted?.(engine, { workers, observer, sources: engine.sources, isConnected });
    await drainedAfter(stop, { workers, running, engine, batchesMs: phases.batchesMs, facts }).finally(() =>
      observer.stop(),
    );
  } finally {
    engine.close();
  }
}

function workersOf(
  config: WorkerConfig,
  connection: NativeConnection,
  { activities, home, sources }: Engine,
  { handlersMs, forceMs }: DrainPhases,
): Promise<SideWorkers & { main: Worker }> {
  return createWorkers({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.taskQueue,
    homeTaskQueue: home,
    activities,
    sources,
    workflows: workflowSource({ encrypted: config.keys !== undefined }),
    dataConverter: workerDataConverter({ keys: config.keys }),
    maxHandlers: config.maxHandlers,
    maxOwned: config.maxOwned,
    version: config.version,
    shutdownGraceMs: handlersMs,
    shutdownForceMs: forceMs,
  });
}
