/**
 * Draining, in this order, so that nothing pulled is left behind:
 * 1. The pump worker stops polling and its pumps release themselves; another process pulls from then on.
 * 2. What was pulled here is processed and confirmed.
 * 3. The main and home workers stop; handlers of owned events get the rest of the grace time, then their signal is aborted and Temporal has
 *    another worker run them.
 */
import type { HandlerRuns } from '../activities/handler-runs';
import { aborted, pause, withinMs } from '../waiting';
import type { ConfirmPolicy } from '../core/contract';
import type { Serving } from '../core/happenings/services';
import { ABORT_GRACE_MS, CONFIRM_RESERVE_MS, HOME_START_TIMEOUT_MS } from '../core/defaults';
import type { Engine } from './engine';
import type { Workers } from './workers';

/** VOD holds a pull for at most this long. API document PullEvents. */
const LONG_POLL_MS = 5_000;

/** How the grace time is shared, in ms. */
export interface DrainPhases {
  /** What a long poll under way, its batch and a confirm may take. */
  batchesMs: number;
  /** What handlers of owned events may go on after that, until their signals are aborted. */
  handlersMs: number;
  /** The same, and the time to heed that. */
  forceMs: number;
}

interface Grace {
  graceMs: number;
  quickBudgetMs: number;
  sources: readonly { confirmPolicy: ConfirmPolicy }[];
}

/**
 * Batches get what they may take; handlers of owned events the rest, less what it takes to abort them. With the policy `processed` nothing
 * is owned, and the batches get it all.
 */
export function drainPhases({ graceMs, quickBudgetMs, sources }: Grace): DrainPhases {
  const nothingOwned = sources.every(({ confirmPolicy }) => confirmPolicy === 'processed');
  const share = nothingOwned ? graceMs : graceMs * 0.3;
  const batchesMs = Math.min(Math.max(share, LONG_POLL_MS + quickBudgetMs + 2_000), graceMs - ABORT_GRACE_MS - 3_000);
  const handlersMs = Math.max(1_000, graceMs - batchesMs - ABORT_GRACE_MS - 2_000);
  return { batchesMs, handlersMs, forceMs: handlersMs + ABORT_GRACE_MS + 1_000 };
}

interface Running {
  workers: Workers;
  /** Settles once they have all ended, or one has failed. */
  running: Promise<unknown>;
  engine: Pick<Engine, 'drain' | 'runs' | 'observe'>;
  batchesMs: number;
  /** What is served. */
  facts: Serving;
}

/**
 * Waits until one of the workers fails or `stop` is aborted, then drains them.
 * @throws What a worker failed with before it was told to stop. What goes wrong afterwards is a warning: nothing is lost by it.
 */
export async function drainedAfter(stop: AbortSignal, served: Running): Promise<void> {
  const { running, facts } = served;
  const { observe } = served.engine;
  // Looked at when draining; until then a failure must not be an unhandled one.
  running.catch(() => {});
  await Promise.race([running.catch(() => {}), aborted(stop)]);
  observe('worker:drain:began', facts);
  // One that failed by itself is drained as far as that goes, and its failure is the end.
  const failed = stop.aborted ? undefined : await running.then(() => undefined).catch((error: unknown) => ({ error }));
  await drain(served);
  if (failed) throw failed.error;
  observe('worker:drain:ended', facts);
}

async function drain({ workers, running, engine, batchesMs, facts }: Running): Promise<void> {
  shutdown(workers.pump);
  engine.drain.begin();
  const hurry = setTimeout(() => engine.drain.hurry(), batchesMs - CONFIRM_RESERVE_MS);
  const seenThrough = engine.drain.idle().then(() => claimed(engine.runs));
  await withinMs(Promise.race([seenThrough, running.catch(() => {})]), batchesMs);
  clearTimeout(hurry);
  engine.drain.hurry();
  shutdown(workers.main);
  shutdown(workers.home);
  // The SDK ends what does not end in time by force, and may fail over that in ways of its own.
  await running.catch((error: unknown) => {
    engine.observe('worker:drain:cut', { ...facts, error: error instanceof Error ? error.name : typeof error });
  });
}

/** An event that was just handed over is adopted here a moment later, if this process still asks for it. */
async function claimed(runs: HandlerRuns): Promise<void> {
  const giveUpAt = Date.now() + HOME_START_TIMEOUT_MS;
  while (runs.unclaimed > 0 && Date.now() < giveUpAt) await pause(50);
}

/** A worker that failed has stopped by itself and would refuse. */
function shutdown(worker: Workers['main']): void {
  if (worker.getState() === 'RUNNING') worker.shutdown();
}
