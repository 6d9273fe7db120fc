/**
 * `pump`: the loop of pump-loop.ts as an activity.
 *
 * It ends in one of five ways. Cancelled (pause): it pulls no more, sees through what was pulled, and reports itself cancelled. Drained (its
 * worker goes down): it releases itself at once, as a failure that is retried at once by another worker, while a long poll
 * still under way is seen through in the background. Retired (its source was taken out of the configuration): the same, a little later. Halted: it fails with the class of the error. Lap over: it returns.
 */
import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import type { PumpMemory, PumpReport } from '../core/contract';
import { pumpAdmission, type Admission } from '../core/admission';
import { PROCESSED_BUDGET_MS, PUMP_LAP_MS, RELEASE_AFTER_MS, WINDOW_MS } from '../core/defaults';
import type { Tracing } from '../tracing/tracing';
import { VodCallError } from '../vod/errors';
import type { ConfirmDeps } from './confirm';
import type { Beginnings } from './beginnings';
import type { Drain } from './drain';
import { failedCall, toApplicationFailure, unknownSource } from './failures';
import type { HandOverDeps } from './hand-over';
import { LoopLag } from './loop-lag';
import { OpenBatches } from './open-batches';
import { PumpLoop } from './pump-loop';
import type { SourceClient } from './source-client';
import { PullSpans } from './pull-spans';
import { withinMs } from '../waiting';
import type { PumpFailure, PumpRequest } from './types';

export interface PumpDeps extends HandOverDeps, ConfirmDeps {
  drain: Drain;
  beginnings: Beginnings;
  maxOpenBatches: number;
  quickBudgetMs: number;
  tracing: Tracing;
  /** Whether workers have versions. Default false. */
  versioned?: boolean;
}

const HEARTBEAT_EVERY_MS = 1_000;

export function createPump(deps: PumpDeps): (request: PumpRequest) => Promise<PumpMemory> {
  const admissions = new Set<Admission>();
  return async function pump({ source: name, probe, memory }) {
    const source = deps.sources.get(name);
    if (!source) throw unknownSource(name, deps.sources.keys());
    const retired = source.retirement.signal;
    if (retired.aborted) throw released(name, 'no longer serves it');
    const context = Context.current();
    // Of an attempt before this one, on whatever worker.
    const before = (context.info.heartbeatDetails ?? memory ?? {}) as Partial<PumpReport>;
    const spans = new PullSpans(deps.tracing, name);
    const admission = admissionOf(deps, source, admissions);
    const { report, batches } = beginReport(deps, name, source, before, spans, admission);
    const enough = new AbortController();
    const lag = new LoopLag();
    const loop = createLoop(deps, name, source, report, batches, spans, lag, () => probe && enough.abort());
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
    admissions.add(admission);
    try {
      source.calls.pumpBegan();
      const stop = AbortSignal.any([context.cancellationSignal, deps.drain.signal, retired, enough.signal]);
      await loop.run(stop).finally(() => source.calls.pumpEnded());
      if (deps.drain.signal.aborted || retired.aborted) await withinMs(loop.settled(), RELEASE_AFTER_MS);
      else await unlessDraining(deps.drain, seenThrough());
    } catch (error) {
      if (!(error instanceof VodCallError)) throw error;
      deps.observe('pull:loop:halted', failedCall(error));
      // What is open now is what can hardly be confirmed: the next pump has to know of it.
      await unlessDraining(deps.drain, seenThrough());
      throw toApplicationFailure(error, { memory: memoryOf(source) } satisfies PumpFailure);
    } finally {
      admissions.delete(admission);
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
    if (deps.drain.signal.aborted || workerShutdown) throw released(name, 'is draining');
    if (retired.aborted) throw released(name, 'no longer serves it');
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
function beginReport(
  deps: PumpDeps,
  name: string,
  source: SourceClient,
  before: Partial<PumpReport>,
  spans: PullSpans,
  admission: Admission,
): Counted {
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
  const { client, taskQueue, observe, versioned, beginnings, maxOpenBatches: maximum } = deps;
  const batchDeps = { client, taskQueue, name, source, observe, admission, beginnings, maximum, versioned, spans };
  return { report, batches: new OpenBatches(batchDeps, report) };
}

function admissionOf(deps: PumpDeps, source: SourceClient, pumps: ReadonlySet<Admission>): Admission {
  const { quickBudgetMs, maxOpenBatches: maximum } = deps;
  const options = {
    sources: deps.sources.size,
    quickBudgetMs,
    get budgetMs() {
      return source.confirmPolicy === 'processed' ? PROCESSED_BUDGET_MS : quickBudgetMs;
    },
    maximum,
  };
  return pumpAdmission(options, pumps);
}

function createLoop(
  deps: PumpDeps,
  name: string,
  source: SourceClient,
  report: PumpReport,
  batches: OpenBatches,
  spans: PullSpans,
  lag: LoopLag,
  onPulled: () => void,
): PumpLoop {
  return new PumpLoop({
    pull: async () => {
      const events = await spans
        .pull((traceId) => source.vod.pullEvents({ traceId }))
        .catch((error: unknown) => {
          if (error instanceof VodCallError) source.calls.failed(error);
          throw error;
        })
        .finally(() => source.calls.pullEnded());
      report.events += events.length;
      return events;
    },
    give: (turn) => batches.give(turn),
    admits: (pending, isBacklog) => batches.admits(pending, isBacklog),
    changed: () => batches.changed(),
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

/**
 * Retried at once, by a worker that is not going down. One that goes on with other work may be asked again, for as long as it finishes what it pulled,
 * and is given a moment.
 */
function released(source: string, why: 'is draining' | 'no longer serves it'): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'PumpReleased',
    message: `The worker of the pump of source "${source}" ${why}; another one takes over.`,
    nextRetryDelay: why === 'is draining' ? 1 : 1_000,
    category: ApplicationFailureCategory.BENIGN,
  });
}
