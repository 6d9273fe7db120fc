/**
 * The deployable worker: connects, makes sure the poller exists, runs until told to stop, drains.
 *
 * Draining, in this order, so that nothing pulled is left behind:
 * 1. The pump worker stops polling and its pump releases itself; another process pulls from then on.
 * 2. What was pulled here is processed and confirmed.
 * 3. The main and home workers stop; handlers of owned events get the rest of the grace time, then their signal is aborted and Temporal has
 *    another worker run them.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Client } from '@temporalio/client';
import type { Logger } from '@temporalio/common';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { createActivities } from '../activities';
import { Drain } from '../activities/drain';
import { HandlerRuns } from '../activities/handler-runs';
import { Slots } from '../activities/slots';
import { createSourceClient, type SourceClient } from '../activities/source-client';
import { aborted, pause, withinMs } from '../activities/waiting';
import { ensurePoller } from '../client/poller';
import { vodEventsDataConverter } from '../codec/data-converter';
import { homeTaskQueue } from '../core/contract';
import { ABORT_GRACE_MS, CONFIRM_RESERVE_MS, HOME_START_TIMEOUT_MS, MAX_HAND_OVERS } from '../core/defaults';
import { createVodClient } from '../vod/client';
import { assertReadable } from './assert-readable';
import type { WorkerConfig } from './config';
import { TemporalUnavailableError, UnreadablePollerError } from './errors';
import { countTooLarge, countUnrouted, installRuntime, lastPullGauge } from './runtime';
import { createWorkers, workflowSource, type Workers } from './workers';

const CONNECT_FOR_MS = 30_000;
/** VOD holds a pull for at most this long. API document PullEvents. */
const LONG_POLL_MS = 5_000;

/**
 * Runs until `stop` is aborted and the drain is over.
 * @throws TemporalUnavailableError when Temporal cannot be reached within 30 s or refuses us.
 * @throws UnreadablePollerError when the poller was started with an encryption key that is not among ours; nothing is pulled.
 */
export async function runWorker(config: WorkerConfig, log: Logger, stop: AbortSignal): Promise<void> {
  installRuntime(config, log);
  const connection = await connect(config, log, stop);
  if (!connection) return;
  const { source, taskQueue, graceMs } = config;
  const dataConverter = vodEventsDataConverter({ keys: config.keys });
  const client = new Client({ connection, namespace: config.temporal.namespace, dataConverter });
  const served = sourceClient(config);
  const drain = new Drain();
  const runs = new HandlerRuns(config.maxHandlers);
  const phases = drainPhases(config);
  const home = homeTaskQueue(taskQueue, `${hostname()}-${randomUUID()}`);
  const activities = createActivities({
    client,
    taskQueue,
    home,
    log,
    drain,
    routes: config.routes,
    runs,
    handOvers: new Slots(MAX_HAND_OVERS),
    sources: new Map([[source, served]]),
    quickBudgetMs: config.quickBudgetMs,
    maxOpenBatches: config.maxOpenBatches,
    parkedReportAfterMs: config.parkedReportAfterMs,
    onUnrouted: countUnrouted(log),
    onPullCompleted: lastPullGauge(source),
    onTooLarge: countTooLarge(),
  });
  try {
    // First, because it is what tells whether Temporal lets us do anything at all.
    await ensurePoller(client, source, taskQueue).then(assertReadable).catch(unavailable(config));
    const workers = await createWorkers({
      connection,
      namespace: config.temporal.namespace,
      taskQueue,
      homeTaskQueue: home,
      activities,
      workflows: workflowSource({ encrypted: config.keys !== undefined }),
      dataConverter,
      maxHandlers: config.maxHandlers,
      maxOwned: config.maxOwned,
      shutdownGraceMs: phases.handlersMs,
      // The abort of the handlers' signals, and time to heed it.
      shutdownForceMs: phases.handlersMs + ABORT_GRACE_MS + 1_000,
    }).catch(unavailable(config));
    const running = Promise.all([workers.main.run(), workers.pump.run(), workers.home.run()]);
    // Looked at when draining; until then a failure must not be an unhandled one.
    running.catch(() => {});
    log.info('Worker started', { source, taskQueue, endpoint: config.endpoint, temporal: config.temporal.address });
    await Promise.race([running.catch(() => {}), aborted(stop)]);
    log.info('Draining', { source, graceMs });
    // One that failed by itself is drained as far as that goes, and its failure is the end.
    const failed = stop.aborted
      ? undefined
      : await running.then(() => undefined).catch((error: unknown) => ({ error }));
    await drainWorkers({ workers, running, drain, runs, batchesMs: phases.batchesMs, log });
    if (failed) throw failed.error;
    log.info('Drained', { source });
  } finally {
    served.vod.close();
    // It refuses while a worker that failed still holds it; the reason for that is the error to be seen.
    await connection.close().catch(() => {});
  }
}

function sourceClient(config: WorkerConfig): SourceClient {
  const { source, endpoint, subAppId, extInfo, secretId, secretKey, sessionToken: token } = config;
  const credential = { secretId, secretKey, token };
  return createSourceClient(createVodClient({ source, endpoint, subAppId, extInfo, credential }), config);
}

/**
 * How the grace time is shared: batches get what a long poll under way, its batch and a confirm may take; handlers of owned events the rest,
 * less what it takes to abort them. With the policy `processed` nothing is owned, and the batches get it all.
 */
function drainPhases(config: WorkerConfig): { batchesMs: number; handlersMs: number } {
  const { graceMs, quickBudgetMs, confirmPolicy } = config;
  const share = confirmPolicy === 'processed' ? graceMs : graceMs * 0.3;
  const batchesMs = Math.min(Math.max(share, LONG_POLL_MS + quickBudgetMs + 2_000), graceMs - ABORT_GRACE_MS - 3_000);
  return { batchesMs, handlersMs: Math.max(1_000, graceMs - batchesMs - ABORT_GRACE_MS - 2_000) };
}

interface Draining {
  workers: Workers;
  running: Promise<unknown>;
  drain: Drain;
  runs: HandlerRuns;
  batchesMs: number;
  log: Logger;
}

async function drainWorkers({ workers, running, drain, runs, batchesMs, log }: Draining): Promise<void> {
  shutdown(workers.pump);
  drain.begin();
  const hurry = setTimeout(() => drain.hurry(), batchesMs - CONFIRM_RESERVE_MS);
  await withinMs(Promise.race([drain.idle().then(() => claimed(runs)), running.catch(() => {})]), batchesMs);
  clearTimeout(hurry);
  drain.hurry();
  shutdown(workers.main);
  shutdown(workers.home);
  // The SDK ends what does not end in time by force, and may fail over that in ways of its own.
  await running.catch((error: unknown) => {
    log.warn(
      'Not everything came to its end within the grace time: a handler did not heed its signal, or a confirm was still being tried. ' +
        'Temporal will have another worker go on with it, or VOD will deliver it again.',
      { error: error instanceof Error ? error.name : typeof error },
    );
  });
}

/** An event that was just handed over is adopted here a moment later, if this process still asks for it. */
async function claimed(runs: HandlerRuns): Promise<void> {
  const giveUpAt = Date.now() + HOME_START_TIMEOUT_MS;
  while (runs.unclaimed > 0 && Date.now() < giveUpAt) await pause(50);
}

/** A worker that failed has stopped by itself and would refuse. */
function shutdown(worker: Worker): void {
  if (worker.getState() === 'RUNNING') worker.shutdown();
}

/** Tries for a while, because a worker and its server are often started together. */
async function connect(
  { temporal }: WorkerConfig,
  log: Logger,
  stop: AbortSignal,
): Promise<NativeConnection | undefined> {
  const giveUpAt = Date.now() + CONNECT_FOR_MS;
  while (!stop.aborted) {
    try {
      return await NativeConnection.connect(temporal.connectionOptions);
    } catch (error) {
      const unavailable = new TemporalUnavailableError(temporal.address, temporal.namespace, error);
      if (Date.now() >= giveUpAt) throw unavailable;
      log.warn(`${unavailable.message} Trying again.`);
      await pause(1_000, stop);
    }
  }
  return undefined;
}

function unavailable({ temporal }: WorkerConfig): (error: unknown) => never {
  return (error) => {
    if (error instanceof UnreadablePollerError) throw error;
    throw new TemporalUnavailableError(temporal.address, temporal.namespace, error);
  };
}
