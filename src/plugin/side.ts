/** What runs beside the user's worker: the pump and home workers, the pollers, and the drain. */
import type { WorkerDeploymentVersion } from '@temporalio/common';
import { Runtime, type CompiledWorkerOptions, type NativeConnection, type Worker } from '@temporalio/worker';
import type { Activities } from '../activities';
import { hostTracing } from '../tracing/host';
import { drainedAfter, drainPhases } from '../worker/draining';
import { createEngine, type Engine } from '../worker/engine';
import { createSideWorkers, type Workers } from '../worker/workers';
import type { PluginSettings } from './options';

/** Those of the user's worker; `pump` has a worker of its own. */
export const MAIN_ACTIVITIES = ['processEvents', 'confirmEvents', 'handleEvent'] as const;

/** The place that the plugin has taken in one worker, from its creation on. */
export interface Seat {
  taskQueue: string;
  settings: PluginSettings;
  activities: Pick<Activities, (typeof MAIN_ACTIVITIES)[number]>;
  /** There while the worker runs, and before it polls. */
  engine?: Engine;
}

/** The engine needs the worker's client, and the worker needs the activities when it is made. */
export function createSeat(taskQueue: string, settings: PluginSettings): Seat {
  const running = (): Activities => {
    if (!seat.engine) throw new Error('The worker does not run.');
    return seat.engine.activities;
  };
  const seat: Seat = {
    taskQueue,
    settings,
    activities: {
      processEvents: (request) => running().processEvents(request),
      confirmEvents: (request) => running().confirmEvents(request),
      handleEvent: (request) => running().handleEvent(request),
    },
  };
  return seat;
}

/**
 * Runs the user's worker as `main`, by `next`, with ours beside it. Its `shutdown`, whoever calls it, first drains; a second call ends it at
 * once.
 */
export async function runBeside(worker: Worker, next: (worker: Worker) => Promise<void>, seat: Seat): Promise<void> {
  const { client, connection } = worker;
  // Only workers that replay have none, and those are not run by plugins.
  if (!client || !connection) return next(worker);
  const { settings, taskQueue } = seat;
  const { logger: log } = Runtime.instance();
  const version = versionIn(worker.options);
  const tracing = await hostTracing();
  const engine = createEngine({ ...settings, client, taskQueue, log, version, tracing });
  const phases = drainPhases(settings);
  seat.engine = engine;
  const stop = new AbortController();
  try {
    await engine.ensurePollers();
    const side = await createSideWorkers({
      connection: withoutPlugins(connection),
      namespace: worker.options.namespace,
      identity: worker.options.identity,
      taskQueue,
      homeTaskQueue: engine.home,
      activities: engine.activities,
      dataConverter: worker.options.dataConverter ?? {},
      // Whatever wraps the user's activities wraps ours too, on whatever worker.
      interceptors: { activity: worker.options.interceptors.activity },
      maxHandlers: settings.maxHandlers,
      version,
      shutdownGraceMs: phases.handlersMs,
      shutdownForceMs: phases.forceMs,
    });
    const ask = (): void => stop.abort();
    const workers: Workers = { main: drainingFirst(worker, ask), pump: side.pump, home: drainingFirst(side.home, ask) };
    const main = next(worker);
    const running = Promise.all([main, side.pump.run(), side.home.run()]);
    const facts = { sources: settings.sources.map(({ name }) => name), taskQueue };
    engine.observe('worker:plugin:started', facts);
    const observer = engine.startObserver();
    await drainedAfter(stop.signal, { workers, running, engine, batchesMs: phases.batchesMs, facts }).finally(() =>
      observer.stop(),
    );
    // Its failure while it drained is the user's to see.
    await main;
  } finally {
    engine.close();
  }
}

/** The pump moves to another version as the user's worker does. */
function versionIn({ workerDeploymentOptions }: CompiledWorkerOptions): WorkerDeploymentVersion | undefined {
  return workerDeploymentOptions?.useWorkerVersioning ? workerDeploymentOptions.version : undefined;
}

/** Plugins of the connection have extended the user's worker, and what they added is passed on: once is enough. */
function withoutPlugins(connection: NativeConnection): NativeConnection {
  return Object.create(connection, { plugins: { value: [] } }) as NativeConnection;
}

/**
 * Turns `shutdown` into a request to drain. Were the worker to stop first, nobody here would process what a long poll under way still brings,
 * and an event that was just handed over would be run beside its own handler. Returns the worker as it was.
 */
function drainingFirst(worker: Worker, ask: () => void): Workers['main'] {
  const shutdown = worker.shutdown.bind(worker);
  let asked = false;
  worker.shutdown = () => {
    if (asked || worker.getState() !== 'RUNNING') return shutdown();
    asked = true;
    ask();
  };
  return { getState: () => worker.getState(), shutdown };
}
