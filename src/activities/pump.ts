/**
 * `pump`: the loop of pump-loop.ts as an activity.
 *
 * It ends in one of four ways. Cancelled (pause): it pulls no more, sees through what was pulled, and reports itself cancelled. Drained (its
 * worker goes down): it releases itself at once, as a failure that is retried at once by another worker, while a long poll
 * still under way is seen through in the background. Halted: it fails with the class of the error. Lap over: it returns.
 */
import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import type { PumpReport } from '../core/contract';
import { Admission } from '../core/admission';
import {
  BAD_BATCH_BUDGETS,
  GOOD_BATCH_MS,
  INITIAL_OPEN_BATCHES,
  MIN_OPEN_BATCHES,
  PUMP_LAP_MS,
  RELEASE_AFTER_MS,
} from '../core/defaults';
import type { RedeliveryMemory } from '../core/redelivery-memory';
import { VodCallError } from '../vod/errors';
import type { ConfirmDeps, SourceClient } from './confirm';
import type { Drain } from './drain';
import { toApplicationFailure, unknownSource } from './failures';
import type { HandOverDeps } from './hand-over';
import { LoopLag } from './loop-lag';
import { OpenBatches } from './open-batches';
import { PumpLoop } from './pump-loop';
import { withinMs } from './waiting';
import type { PumpRequest } from './types';

export interface PumpDeps extends HandOverDeps, ConfirmDeps {
  drain: Drain;
  maxOpenBatches: number;
  /** Told of every completed pull, empty ones included; ms since 1970. */
  onPullCompleted(at: number): void;
  quickBudgetMs: number;
}

const HEARTBEAT_EVERY_MS = 1_000;

export function createPump(deps: PumpDeps): (request: PumpRequest) => Promise<void> {
  return async function pump({ source: name, probe }) {
    const source = deps.sources.get(name);
    if (!source) throw unknownSource(name, deps.sources.keys());
    const context = Context.current();
    const { report, batches } = beginReport(
      deps,
      name,
      source.memory,
      context.info.heartbeatDetails as Partial<PumpReport> | undefined,
    );
    const enough = new AbortController();
    const lag = new LoopLag();
    const loop = createLoop(deps, source, report, batches, lag, () => probe && enough.abort());
    const lap = setTimeout(() => enough.abort(), PUMP_LAP_MS);
    const beat = setInterval(() => context.heartbeat(snapshot(report, loop, batches)), HEARTBEAT_EVERY_MS);
    const seenThrough = async (): Promise<void> => {
      await loop.settled();
      await batches.idle();
    };
    // From the start, so that a drain that begins before this activity notices it waits for it too.
    let end = (): void => {};
    deps.drain.track(new Promise<void>((resolve) => (end = resolve)));
    try {
      await loop.run(AbortSignal.any([context.cancellationSignal, deps.drain.signal, enough.signal]));
      if (deps.drain.signal.aborted) await withinMs(loop.settled(), RELEASE_AFTER_MS);
      else await seenThrough();
    } catch (error) {
      throw error instanceof VodCallError ? toApplicationFailure(error) : error;
    } finally {
      void seenThrough().finally(() => {
        lag.stop();
        end();
      });
      clearTimeout(lap);
      clearInterval(beat);
      context.heartbeat(snapshot(report, loop, batches));
    }
    const { workerShutdown = false } = context.cancellationDetails ?? {};
    if (context.cancellationSignal.aborted && !workerShutdown) throw new CancelledFailure('The pump was cancelled.');
    if (deps.drain.signal.aborted || workerShutdown) throw released(name);
  };
}

interface Counted {
  report: PumpReport;
  batches: OpenBatches;
}

/** Counts and memory go on from where an attempt before this one stopped, on whatever worker. */
function beginReport(
  deps: PumpDeps,
  source: string,
  memory: RedeliveryMemory,
  before: Partial<PumpReport> = {},
): Counted {
  memory.remember(before.remembered ?? []);
  const report: PumpReport = {
    pulls: 0,
    events: 0,
    batches: 0,
    done: 0,
    owned: 0,
    left: 0,
    confirmed: 0,
    unconfirmed: 0,
    redelivered: 0,
    ...before,
    openBatches: 0,
    width: 1,
    remembered: memory.toJSON(),
  };
  const { client, taskQueue, log, maxOpenBatches: maximum, quickBudgetMs } = deps;
  const admission = new Admission({
    initial: INITIAL_OPEN_BATCHES,
    minimum: MIN_OPEN_BATCHES,
    maximum,
    goodMs: quickBudgetMs + GOOD_BATCH_MS,
    badMs: quickBudgetMs * BAD_BATCH_BUDGETS,
  });
  return { report, batches: new OpenBatches({ client, taskQueue, source, memory, log, admission }, report) };
}

function createLoop(
  deps: PumpDeps,
  source: SourceClient,
  report: PumpReport,
  batches: OpenBatches,
  lag: LoopLag,
  onPulled: () => void,
): PumpLoop {
  return new PumpLoop({
    pull: async () => {
      const { events } = await source.vod.pullEvents();
      report.events += events.length;
      return events;
    },
    give: (turn) => batches.give(turn),
    room: (stop) => batches.room(stop),
    budget: source.pullBudget,
    arrivedAt: (requestedAt) => lag.arrivedAt(Date.now(), requestedAt),
    onPulled: (code) => {
      report.pulls++;
      report.lastPullAt = Date.now();
      deps.onPullCompleted(report.lastPullAt);
      report.lastCode = code;
      onPulled();
    },
    onError: (error, pauseMs) => {
      const { api, code, requestId, errorClass, message } = error;
      report.lastCode = code ?? errorClass;
      const level = errorClass === 'unknown' ? 'error' : 'warn';
      deps.log[level](message, { source: error.source, api, code, requestId, errorClass, pauseMs });
    },
  });
}

function snapshot(report: PumpReport, loop: PumpLoop, batches: OpenBatches): PumpReport {
  return { ...report, openBatches: batches.size, width: loop.width, remembered: batches.remembered() };
}

/** Retried at once, by a worker that is not going down. */
function released(source: string): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'PumpReleased',
    message: `The worker of the pump of source "${source}" is draining; another one takes over.`,
    nextRetryDelay: 1,
    category: ApplicationFailureCategory.BENIGN,
  });
}
