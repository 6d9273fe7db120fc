/**
 * `confirmEvents`: confirms handles until the deadline, in calls of at most 16.
 *
 * VOD answers for a call as a whole. When it refuses one, the call is halved and both halves are tried, down to single handles, so that one
 * stale handle costs the others nothing; a single handle that is refused has expired or was confirmed before, and is done with either way.
 * A call that fails for another reason leaves its handles outstanding and fails the attempt with the class of the error; the retry policy
 * of the caller decides on the next one. What earlier attempts settled is remembered here, because confirming twice may be an error.
 */
import { setMaxListeners } from 'node:events';
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { WINDOW_MS } from '../core/defaults';
import { HandlesToConfirm } from '../core/handles-to-confirm';
import { codeOf } from '../core/happenings/pulls';
import type { Observe } from '../core/observe';
import { deadlineHere, headroomMs } from '../core/window';
import type { Tracing } from '../tracing/tracing';
import { VodCallAbortedError, VodCallError } from '../vod/errors';
import { failedCall, toApplicationFailure, unknownSource } from './failures';
import type { SourceClient } from './source-client';
import { tracedCall } from './traced-call';
import type { ConfirmOutcome, ConfirmProgress, ConfirmRequest } from './types';

export interface ConfirmDeps {
  sources: ReadonlyMap<string, SourceClient>;
  observe: Observe;
  tracing: Tracing;
}

/** One request, over all its attempts in this process; a batch that is begun again may ask for other handles than before. */
interface Begun {
  /** ms since 1970, by the clock of this process. Kept, because what was left when the request was made is less with every attempt. */
  deadline: number;
  confirmed: Set<string>;
  refused: Set<string>;
}

export function createConfirmEvents({
  sources,
  observe,
  tracing,
}: ConfirmDeps): (request: ConfirmRequest) => Promise<ConfirmOutcome> {
  const begunBy = new Map<string, Begun>();

  return async function confirmEvents(request) {
    const source = sources.get(request.source);
    const all = request.handles.map((_, index) => index);
    if (!source) throw unknownSource(request.source, sources.keys(), { outstanding: all, refused: [] });
    const { workflowExecution, scheduledTimestampMs, currentAttemptScheduledTimestampMs } = activityInfo();
    const batch = workflowExecution?.workflowId;
    // A run asks as one activity and then as another, with the same deadline.
    const id = `${batch}/${workflowExecution?.runId}`;
    const now = Date.now();
    // Both are the server's times: an attempt after the first has so much less.
    const leftNow = request.leftMs && request.leftMs - (currentAttemptScheduledTimestampMs - scheduledTimestampMs);
    const begun = begunBy.get(id) ?? {
      deadline: deadlineHere({ ...request, leftMs: leftNow }, now),
      confirmed: new Set(),
      refused: new Set(),
    };
    begunBy.set(id, begun);
    // Kept when all is settled too: the batch may be begun again because the answer to its workflow task was late.
    setTimeout(() => begunBy.delete(id), Math.max(0, begun.deadline - now)).unref();

    const progress = progressOf(request, begun);
    const tally = new CallTally();
    const errors = await confirmOutstanding(tracing, source, request, begun.deadline, progress, tally);
    // One line for each code: when VOD is away, all the calls of all open batches fail, again and again.
    for (const [code, error] of new Map(errors.map((each) => [codeOf(each), each])))
      observe('confirm:call:failed', { ...failedCall(error), batch, calls: tally.countOf(code) });
    observe('confirm:attempt:ended', {
      source: request.source,
      batch,
      ...tally.facts(begun.deadline),
      refused: progress.refused.length,
      outstanding: progress.outstanding.length,
    });
    remember(request, begun, progress);
    if (progress.isSettled) return { refused: progress.refused };
    throw failureOf(errors, request, progress);
  };
}

function progressOf({ handles }: ConfirmRequest, { confirmed, refused }: Begun): HandlesToConfirm {
  const progress = new HandlesToConfirm(handles.length);
  handles.forEach((handle, index) => {
    if (confirmed.has(handle)) progress.confirmed([index]);
    else if (refused.has(handle)) progress.refuse([index]);
  });
  return progress;
}

function remember({ handles }: ConfirmRequest, { confirmed, refused }: Begun, progress: HandlesToConfirm): void {
  const outstanding = new Set(progress.outstanding);
  const given = new Set(progress.refused);
  handles.forEach((handle, index) => {
    if (!outstanding.has(index)) (given.has(index) ? refused : confirmed).add(handle);
  });
}

async function confirmOutstanding(
  tracing: Tracing,
  source: SourceClient,
  request: ConfirmRequest,
  deadline: number,
  progress: HandlesToConfirm,
  tally: CallTally,
): Promise<VodCallError[]> {
  const signal = cancellationSignal();
  // One listener a call is meant.
  setMaxListeners(0, signal);
  const errors: VodCallError[] = [];

  const call = async (indexes: number[]): Promise<void> => {
    // Told right before the call: none may begin after the deadline.
    if (!(await source.confirms.turn(deadline, signal))) return;
    const about = { source: request.source, handles: indexes.length };
    const span = tracing.start('confirm', about, [request.traceparent]);
    try {
      const handles = indexes.map((index) => request.handles[index] ?? '');
      const confirm = (traceId: string | undefined) => source.vod.confirmEvents(handles, { signal, traceId });
      const { requestId } = await tracedCall(span, confirm);
      span.end({ code: 'ok', requestId });
      progress.confirmed(indexes);
      const now = Date.now();
      tally.confirmed(indexes.length, now);
      source.calls.confirmed(headroomMs(deadline, now), now);
    } catch (error) {
      if (error instanceof VodCallAbortedError) return;
      if (!(error instanceof VodCallError)) throw error;
      tally.answered(codeOf(error));
      source.calls.failed(error);
      if (error.errorClass === 'expired') await Promise.all(progress.refuse(indexes).map(call));
      else errors.push(error);
    }
  };
  await Promise.all(progress.calls().map(call));
  return errors;
}

/** What became of the calls of one attempt. */
class CallTally {
  private readonly calls = new Map<string, number>();
  private handles = 0;
  /** When the last call that confirmed was answered, ms since 1970. */
  private lastAt: number | undefined;

  confirmed(handles: number, at: number): void {
    this.answered('ok');
    this.handles += handles;
    this.lastAt = at;
  }

  answered(code: string): void {
    this.calls.set(code, (this.calls.get(code) ?? 0) + 1);
  }

  countOf(code: string): number {
    return this.calls.get(code) ?? 0;
  }

  facts(deadline: number) {
    const { calls, handles: confirmed, lastAt } = this;
    if (lastAt === undefined) return { calls, confirmed };
    const leftMs = headroomMs(deadline, lastAt);
    return { calls, confirmed, headroomMs: leftMs, pullToConfirmedMs: WINDOW_MS - leftMs };
  }
}

/** The error of the calls decides; without one they were cut short, or it was the deadline that ended them. */
function failureOf(errors: VodCallError[], request: ConfirmRequest, progress: HandlesToConfirm): ApplicationFailure {
  const { outstanding, refused } = progress;
  const details: ConfirmProgress = { outstanding, refused };
  const worst = errors.find(({ errorClass }) => errorClass === 'configuration' || errorClass === 'bug') ?? errors[0];
  if (worst) return toApplicationFailure(worst, { ...details });
  if (cancellationSignal().aborted) {
    const message = `A confirm of source "${request.source}" was cut short with ${outstanding.length} handles not confirmed.`;
    return ApplicationFailure.retryable(message, 'ConfirmInterrupted', details);
  }
  return ApplicationFailure.nonRetryable(
    `The window of source "${request.source}" passed with ${outstanding.length} handles not confirmed; VOD will deliver their events again.`,
    'WindowPassed',
    details,
  );
}
