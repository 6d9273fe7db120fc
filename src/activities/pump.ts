/**
 * `pump`: the loop of pump-loop.ts as an activity.
 *
 * It ends in one of four ways. Cancelled (pause): it pulls no more, sees through what was pulled, and reports itself cancelled. Drained (its
 * worker goes down): it releases itself at once, as a failure that is retried at once by another worker, while a long poll
 * still under way is seen through in the background. Halted: it fails with the class of the error. Lap over: it returns.
 */
import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import type { PumpMemory, PumpReport } from '../core/contract';
import { pumpAdmission } from '../core/admission';
import { PROCESSED_BUDGET_MS, PUMP_LAP_MS, RELEASE_AFTER_MS, WINDOW_MS } from '../core/defaults';
import { VodCallError } from '../vod/errors';
import { withoutUnused } from '../vod/read-event';
import type { ConfirmDeps } from './confirm';
import type { Drain } from './drain';
import { failedCall, toApplicationFailure, unknownSource } from './failures';
import type { HandOverDeps } from './hand-over';
import { LoopLag } from './loop-lag';
import { OpenBatches } from './open-batches';
import { PumpLoop } from './pump-loop';
import type { SourceClient } from './source-client';
import { withinMs } from './waiting';
import type { PumpFailure, PumpRequest } from './types';

export interface PumpDeps extends HandOverDeps, ConfirmDeps {
  drain: Drain;
  maxOpenBatches: number;
  quickBudgetMs: number;
}

const HEARTBEAT_EVERY_MS = 1_000;

export function createPump(deps: PumpDeps): (request: PumpRequest) => Promise<PumpMemory> {
  return async function pump({ source: name, probe, memory }) {
    const source = deps.sources.get(name);
    if (!source) throw unknownSource(name, deps.sources.keys());
    const context = Context.current();
    // Of an attempt before this one, on whatever worker.
    const before = (context.info.heartbeatDetails ?? memory ?? {}) as Partial<PumpReport>;
    const { report, batches } = beginReport(deps, name, source, before);
    const enough = new AbortController();
    const lag = new LoopLag();
    const loop = createLoop(deps, name, source, report, batches, lag, () => probe && enough.abort());
    const lap = setTimeout(() => enough.abort(), PUMP_LAP_MS);
    const snapshot = (): PumpReport => snapshotOf(report, loop, batches, source);
    const beat = setInterval(() => {
      context.heartbeat(snapshot());
      deps.observe('pull:pump:beat', { source: name, openBatches: batches.size });
    }, HEARTBEAT_EVERY_MS);
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
      else await unlessDraining(deps.drain, seenThrough());
    } catch (error) {
      if (!(error instanceof VodCallError)) throw error;
      deps.observe('pull:loop:halted', failedCall(error));
      // What is open now is what can hardly be confirmed: the next pump has to know of it.
      await unlessDraining(deps.drain, seenThrough());
      throw toApplicationFailure(error, { memory: memoryOf(source) } satisfies PumpFailure);
    } finally {
      void seenThrough().finally(() => {
        lag.stop();
        deps.observe('pull:pump:beat', { source: name, openBatches: 0 });
        end();
      });
      clearTimeout(lap);
      clearInterval(beat);
      context.heartbeat(snapshot());
    }
    const { workerShutdown = false } = context.cancellationDetails ?? {};
    if (context.cancellationSignal.aborted && !workerShutdown) {
      throw new CancelledFailure('The pump was cancelled.', [{ memory: memoryOf(source) } satisfies PumpFailure]);
    }
    if (deps.drain.signal.aborted || workerShutdown) throw released(name);
    return memoryOf(source);
  };
}

/** A worker that goes down does not wait in here for what it sees through anyway. */
async function unlessDraining(drain: Drain, work: Promise<void>): Promise<void> {
  await withinMs(work, 2 * WINDOW_MS, drain.signal);
}

const memoryOf = ({ memory, unfinished }: SourceClient): PumpMemory => ({
  remembered: memory.toJSON(),
  unfinished: unfinished.toJSON(),
});

interface Counted {
  report: PumpReport;
  batches: OpenBatches;
}

/** Counts and memory go on from where another pump stopped. */
function beginReport(deps: PumpDeps, name: string, source: SourceClient, before: Partial<PumpReport>): Counted {
  source.memory.remember(before.remembered ?? []);
  if (before.unfinished) source.unfinished.replace(before.unfinished);
  // Of the process that it was measured in.
  const { headroomMs: _headroomMs, ...counted } = before;
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
    tooLarge: 0,
    ...counted,
    openBatches: 0,
    width: 1,
    ...memoryOf(source),
  };
  const { client, taskQueue, observe, maxOpenBatches: maximum, quickBudgetMs } = deps;
  const budgetMs = source.confirmPolicy === 'processed' ? PROCESSED_BUDGET_MS : quickBudgetMs;
  const admission = pumpAdmission({ sources: deps.sources.size, quickBudgetMs, budgetMs, maximum });
  return { report, batches: new OpenBatches({ client, taskQueue, name, source, observe, admission }, report) };
}

function createLoop(
  deps: PumpDeps,
  name: string,
  source: SourceClient,
  report: PumpReport,
  batches: OpenBatches,
  lag: LoopLag,
  onPulled: () => void,
): PumpLoop {
  return new PumpLoop({
    pull: async () => {
      const { events } = await source.vod.pullEvents().catch((error: unknown) => {
        if (error instanceof VodCallError) source.calls.failed(error);
        throw error;
      });
      report.events += events.length;
      return events.map(withoutUnused);
    },
    give: (turn) => batches.give(turn),
    room: (stop) => batches.room(stop),
    budget: source.pullBudget,
    arrivedAt: (requestedAt) => lag.arrivedAt(Date.now(), requestedAt),
    onPulled: (code) => {
      report.pulls++;
      report.lastPullAt = Date.now();
      deps.observe('pull:call:ok', { source: name, code, at: report.lastPullAt });
      report.lastCode = code;
      onPulled();
    },
    onError: (error, pauseMs) => {
      const { code, errorClass } = error;
      report.lastCode = code ?? errorClass;
      const what = errorClass === 'unknown' ? 'pull:call:unknown' : 'pull:call:failed';
      deps.observe(what, { ...failedCall(error), pauseMs });
    },
  });
}

function snapshotOf(report: PumpReport, loop: PumpLoop, batches: OpenBatches, source: SourceClient): PumpReport {
  const { calls } = source;
  const headroomMs = calls.headroomMs(Date.now());
  return {
    ...report,
    openBatches: batches.size,
    width: loop.width,
    ...(calls.lastError && { lastError: calls.lastError }),
    ...(headroomMs !== undefined && { headroomMs }),
    ...memoryOf(source),
  };
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
