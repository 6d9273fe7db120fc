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
import { MAX_EVENTS_PER_CALL } from '../core/defaults';
import { chunk, halves } from '../core/split';
import { deadlineHere } from '../core/window';
import { VodCallAbortedError, VodCallError } from '../vod/errors';
import { toApplicationFailure, unknownSource } from './failures';
import type { SourceClient } from './source-client';
import { pause } from './waiting';
import type { ConfirmOutcome, ConfirmProgress, ConfirmRequest } from './types';

export interface ConfirmDeps {
  sources: ReadonlyMap<string, SourceClient>;
}

/** What is known of every handle of one request; indexes into its list. */
interface Progress {
  /** ms since 1970, by the clock of this process. Kept, because what was left when the request was made is less with every attempt. */
  deadline: number;
  outstanding: Set<number>;
  refused: Set<number>;
}

export function createConfirmEvents({ sources }: ConfirmDeps): (request: ConfirmRequest) => Promise<ConfirmOutcome> {
  const progressOf = new Map<string, Progress>();

  return async function confirmEvents(request) {
    const source = sources.get(request.source);
    const all = request.handles.map((_, index) => index);
    if (!source) throw unknownSource(request.source, sources.keys(), { outstanding: all, refused: [] });
    const { workflowExecution, activityId } = activityInfo();
    const id = `${workflowExecution?.workflowId}/${workflowExecution?.runId}/${activityId}`;
    const now = Date.now();
    const begun = { deadline: deadlineHere(request, now), outstanding: new Set(all), refused: new Set<number>() };
    const progress = progressOf.get(id) ?? begun;
    progressOf.set(id, progress);
    const forget = setTimeout(() => progressOf.delete(id), Math.max(0, progress.deadline - now));
    forget.unref();

    const errors = await confirmOutstanding(source, request, progress);
    if (progress.outstanding.size === 0) {
      clearTimeout(forget);
      progressOf.delete(id);
      return { refused: [...progress.refused] };
    }
    throw failureOf(errors, request, progress);
  };
}

async function confirmOutstanding(
  source: SourceClient,
  request: ConfirmRequest,
  progress: Progress,
): Promise<VodCallError[]> {
  const signal = cancellationSignal();
  // One listener a call is meant.
  setMaxListeners(0, signal);
  const { deadline } = progress;
  const errors: VodCallError[] = [];

  const call = async (indexes: number[]): Promise<void> => {
    const waitMs = source.confirmBudget.reserve(performance.now());
    if (Date.now() + waitMs >= deadline) return;
    await pause(waitMs, signal);
    // Checked last, right before the call: none may begin after the deadline.
    if (signal.aborted || Date.now() >= deadline) return;
    try {
      await source.vod.confirmEvents(
        indexes.map((index) => request.handles[index] ?? ''),
        { signal },
      );
      for (const index of indexes) progress.outstanding.delete(index);
    } catch (error) {
      if (error instanceof VodCallAbortedError) return;
      if (!(error instanceof VodCallError)) throw error;
      if (error.errorClass !== 'expired') {
        errors.push(error);
      } else if (indexes.length > 1) {
        await Promise.all(halves(indexes).map(call));
      } else {
        for (const index of indexes) {
          progress.outstanding.delete(index);
          progress.refused.add(index);
        }
      }
    }
  };
  await Promise.all(chunk([...progress.outstanding], MAX_EVENTS_PER_CALL).map(call));
  return errors;
}

/** The error of the calls decides; without one they were cut short, or it was the deadline that ended them. */
function failureOf(errors: VodCallError[], request: ConfirmRequest, progress: Progress): ApplicationFailure {
  const outstanding = [...progress.outstanding];
  const details: ConfirmProgress = { outstanding, refused: [...progress.refused] };
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
