/**
 * The tries of an owned event.
 *
 * How many there are and how long the pauses between them is the route's affair and decided in the activity, so that a changed route
 * applies to events that are owned already. `home` is the process where a handler for this event was still running when it was handed
 * over: its own task queue is asked first, so that the handler is adopted and not started a second time beside itself.
 */
import { ActivityFailure, ApplicationFailure, isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import type { Activities, HandleFailure } from '../activities/types';
import type { EventFailure, EventInput } from '../core/contract';
import { HANDLE_HEARTBEAT_TIMEOUT_MS, HOME_START_TIMEOUT_MS } from '../core/defaults';

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

export async function handle(event: EventInput): Promise<'done' | UsedUp> {
  const { source, key, home, failure } = event;
  let tries = event.tries ?? 0;
  if (home !== undefined) {
    const atHome = proxyActivities<Pick<Activities, 'handleEvent'>>({
      ...shared,
      taskQueue: home,
      scheduleToStartTimeout: HOME_START_TIMEOUT_MS,
      retry: { maximumAttempts: 1 },
    });
    const first = await attempt(() => atHome.handleEvent({ source, key, event: event.event, tries, failure }), tries);
    if (first === 'done' || first.final) return first;
    tries = first.tries;
    await sleep(first.pauseMs);
  }
  return attempt(() => anywhere.handleEvent({ source, key, event: event.event, tries, failure }), tries);
}

interface Failed extends UsedUp {
  final: boolean;
  pauseMs: number | string;
}

async function attempt(call: () => Promise<void>, triesBefore: number): Promise<'done' | Failed> {
  try {
    await call();
    return 'done';
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
