/**
 * The tries of an owned event.
 *
 * How many there are and how long the pauses between them is the route's affair and decided in the activity, so that a changed route
 * applies to events that are owned already. `home` is the process where a handler for this event was still running when it was handed
 * over: its own task queue is asked first, so that the handler is adopted and not started a second time beside itself.
 *
 * So is whether a handler is run at all, or somebody's activity called: `handleEvent` answers with the call. A plan in the input would save
 * that activity, and would be what the route was when the event was handed over, weeks ago perhaps for one that was parked.
 */
import { ActivityFailure, ApplicationFailure, isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import type { Activities, ActivityCall, HandleFailure } from '../activities/types';
import type { AwaitedActivity, EventFailure, EventInput } from '../core/contract';
import { HANDLE_HEARTBEAT_TIMEOUT_MS, HOME_START_TIMEOUT_MS } from '../core/defaults';
import { callElsewhere } from './elsewhere';

const shared = {
  // The route's timeout is kept by the activity; a worker that died is noticed by the missing heartbeat.
  startToCloseTimeout: '1 day',
  heartbeatTimeout: HANDLE_HEARTBEAT_TIMEOUT_MS,
} as const;

const anywhere = proxyActivities<Pick<Activities, 'handleEvent'>>({
  ...shared,
  // For crashes. A handler that failed says itself when to try again, or that it will not.
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** The tries are used up. */
export interface UsedUp extends HandleFailure {
  failure: EventFailure;
}

/** `waitingFor` is told of what it waits for elsewhere, and of the end of that. */
export async function handle(
  event: EventInput,
  waitingFor: (awaited: AwaitedActivity | undefined) => void,
): Promise<'done' | UsedUp> {
  const answer = await handleHere(event);
  if (!isCall(answer)) return answer;
  waitingFor({ activity: answer.activity, taskQueue: answer.taskQueue, since: Date.now() });
  try {
    return await callElsewhere(answer);
  } finally {
    waitingFor(undefined);
  }
}

/** The tries of a worker of ours, or the call that it wants to be made. */
async function handleHere(event: EventInput): Promise<'done' | ActivityCall | UsedUp> {
  const { source, key, home, failure, park, afterMs, traceparent } = event;
  const about = { source, key, event: event.event, ...(traceparent !== undefined && { traceparent }) };
  let tries = event.tries ?? 0;
  if (afterMs !== undefined) await sleep(afterMs);
  if (home !== undefined) {
    const atHome = proxyActivities<Pick<Activities, 'handleEvent'>>({
      ...shared,
      taskQueue: home,
      scheduleToStartTimeout: HOME_START_TIMEOUT_MS,
      retry: { maximumAttempts: 1 },
    });
    const first = await attempt(() => atHome.handleEvent({ ...about, tries, failure }), tries);
    if (first === 'done' || isCall(first) || first.final) return first;
    tries = first.tries;
    await sleep(first.pauseMs);
  }
  const request = { ...about, tries, failure, ...(park && { park }) };
  return attempt(() => anywhere.handleEvent(request), tries);
}

function isCall(answer: 'done' | ActivityCall | UsedUp): answer is ActivityCall {
  return answer !== 'done' && 'activity' in answer;
}

interface Failed extends UsedUp {
  final: boolean;
  pauseMs: number | string;
}

async function attempt(
  call: () => Promise<ActivityCall | void>,
  triesBefore: number,
): Promise<'done' | ActivityCall | Failed> {
  try {
    return (await call()) ?? 'done';
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const { cause } = error;
    const failure = { type: cause?.name ?? error.name, message: cause?.message ?? error.message, at: Date.now() };
    // Nobody at home, or gone in the middle of it: the crash is not the handler's failure.
    if (!(cause instanceof ApplicationFailure)) return { final: false, pauseMs: 0, tries: triesBefore, failure };
    const details = (cause.details?.[0] ?? {}) as Partial<HandleFailure>;
    return {
      ...details,
      final: cause.nonRetryable === true,
      pauseMs: (cause.nextRetryDelay as number | string | undefined) ?? 0,
      tries: details.tries ?? triesBefore + 1,
      failure: { ...failure, type: cause.type ?? failure.type },
    };
  }
}
