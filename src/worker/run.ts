/** The deployable worker: connects, makes sure the pollers exist, runs until told to stop, drains. */
import { Client } from '@temporalio/client';
import type { Logger } from '@temporalio/common';
import type { NativeConnection, Worker } from '@temporalio/worker';
import { vodEventsDataConverter } from '../codec/data-converter';
import type { WorkerConfig } from './config';
import { connect, unavailable } from './connect';
import { drainedAfter, drainPhases, type DrainPhases } from './draining';
import { createEngine, type Engine } from './engine';
import { observeHere } from './observe-here';
import { installRuntime } from './runtime';
import { createWorkers, workflowSource, type SideWorkers } from './workers';

/**
 * Runs until `stop` is aborted and the drain is over.
 * @throws TemporalUnavailableError when Temporal cannot be reached within 30 s or refuses us.
 * @throws UnreadablePollerError when a poller was started with an encryption key that is not among ours; nothing is pulled.
 */
export async function runWorker(config: WorkerConfig, log: Logger, stop: AbortSignal): Promise<void> {
  installRuntime(config, log);
  const connection = await connect(config.temporal, observeHere(log), stop);
  if (!connection) return;
  try {
    await serve(config, connection, log, stop);
  } finally {
    // It refuses while a worker that failed still holds it; the reason for that is the error to be seen.
    await connection.close().catch(() => {});
  }
}

/** The same over a connection that is there already, and stays open. `onStarted` is told once everything runs. */
export async function serve(
  config: WorkerConfig,
  connection: NativeConnection,
  log: Logger,
  stop: AbortSignal,
  onStarted = (): void => {},
): Promise<void> {
  const dataConverter = vodEventsDataConverter({ keys: config.keys });
  const client = new Client({ connection, namespace: config.temporal.namespace, dataConverter });
  const engine = createEngine({ ...config, client, log });
  const phases = drainPhases(config);
  try {
    // First, because it is what tells whether Temporal lets us do anything at all.
    await engine.ensurePollers().catch(unavailable(config.temporal));
    const workers = await workersOf(config, connection, engine, phases).catch(unavailable(config.temporal));
    const running = Promise.all([workers.main.run(), workers.pump.run(), workers.home.run()]);
    const facts = { sources: config.sources.map(({ name }) => name), taskQueue: config.taskQueue };
    const endpoints = config.sources.map(({ endpoint }) => endpoint);
    engine.observe('worker:run:started', { ...facts, endpoints, temporal: config.temporal.address });
    onStarted();
    const observer = engine.startObserver();
    await drainedAfter(stop, { workers, running, engine, batchesMs: phases.batchesMs, facts }).finally(observer.stop);
  } finally {
    engine.close();
  }
}

function workersOf(
  config: WorkerConfig,
  connection: NativeConnection,
  { activities, home }: Engine,
  { handlersMs, forceMs }: DrainPhases,
): Promise<SideWorkers & { main: Worker }> {
  return createWorkers({
    connection,
    namespace: config.temporal.namespace,
    taskQueue: config.taskQueue,
    homeTaskQueue: home,
    activities,
    sources: config.sources.map(({ name }) => name),
    workflows: workflowSource({ encrypted: config.keys !== undefined }),
    dataConverter: vodEventsDataConverter({ keys: config.keys }),
    maxHandlers: config.maxHandlers,
    maxOwned: config.maxOwned,
    shutdownGraceMs: handlersMs,
    shutdownForceMs: forceMs,
  });
}
