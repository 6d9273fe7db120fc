/**
 * An activity of another worker, in any language, that is to handle an event.
 *
 * Its tries are Temporal's affair, as the route says. That no worker takes it must not hang silently: what the event waits for is in the query
 * `state` and in the current details from the first moment, and when nobody has taken it in time the event is parked, which is reported
 * and found as every other parked event is.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { ActivityCall } from '../activities/types';
import type { EventFailure } from '../core/contract';
import type { UsedUp } from './handle';

export async function callElsewhere(call: ActivityCall): Promise<'done' | UsedUp> {
  const { activity, args, tries: triesBefore, reportAfterMs } = call;
  try {
    await activitiesOf(call)[activity]?.(...args);
    return 'done';
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const neverStarted = error.cause instanceof TimeoutFailure && error.cause.timeoutType === 'SCHEDULE_TO_START';
    const tries = neverStarted ? 0 : triesOf(error, call);
    const failure = neverStarted ? notStarted(call) : failureOf(error);
    return { failure, tries: triesBefore + tries, ...(reportAfterMs !== undefined && { reportAfterMs }) };
  }
}

function activitiesOf({ taskQueue, timeoutMs, startTimeoutMs, retry }: ActivityCall) {
  return proxyActivities<Record<string, (...args: unknown[]) => Promise<unknown>>>({
    taskQueue,
    startToCloseTimeout: timeoutMs,
    scheduleToStartTimeout: startTimeoutMs,
    retry: {
      maximumAttempts: retry.maximumAttempts,
      initialInterval: retry.initialIntervalMs,
      backoffCoefficient: retry.backoffCoefficient,
      maximumInterval: retry.maximumIntervalMs,
    },
  });
}

/** Of an activity that was not tried as often as it might have been, Temporal does not say how often it was. */
function triesOf({ retryState }: ActivityFailure, { retry }: ActivityCall): number {
  return retryState === 'MAXIMUM_ATTEMPTS_REACHED' ? retry.maximumAttempts : 1;
}

function notStarted({ activity, taskQueue, startTimeoutMs }: ActivityCall): EventFailure {
  const message =
    `No worker of the task queue "${taskQueue}" has taken the activity "${activity}" within ${startTimeoutMs} ms. ` +
    'Start one, or mend the route, then retry the event.';
  return { type: 'ActivityNotStarted', message, at: Date.now() };
}

function failureOf({ cause, name, message }: ActivityFailure): EventFailure {
  if (cause instanceof ApplicationFailure) {
    return { type: cause.type ?? cause.name, message: cause.message, at: Date.now() };
  }
  if (cause instanceof TimeoutFailure) {
    return { type: 'ActivityTimedOut', message: `Its last try took too long: ${cause.timeoutType}.`, at: Date.now() };
  }
  return { type: cause?.name ?? name, message: cause?.message ?? message, at: Date.now() };
}
