/**
 * `handleEvent`: one try of an owned event's handler, or the adoption of a handler that is still running in this process. When the route names
 * an activity of another worker, it returns the call for the event's workflow to make: what an event is to be given to is asked anew
 * whenever it is handled, so that a changed route applies to what is owned or parked already, and the answer is in the history, where a
 * replay finds it.
 *
 * It heartbeats on the handler's behalf, so that a dead worker is noticed in seconds. How often an event is tried, and with what pauses, is
 * decided here and not by the caller's retry policy: a failed try leaves with the pause its route wants before the next, and the last as a
 * failure that is not retried.
 */
import { activityInfo, Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import { eventId } from '../core/contract';
import { ABORT_GRACE_MS, HANDLE_HEARTBEAT_TIMEOUT_MS } from '../core/defaults';
import { wellFormed } from '../core/error-text';
import type { ActivityCallRoute, CompiledRetry, RunRoute } from '../routes/compiled';
import type { HandledEvent } from '../vod/event-types';
import { readEvent } from '../vod/read-event';
import { sourceAwaited } from './failures';
import { failedTry, type FailedTry, type HandlerRun, type Outcome } from './handler-runs';
import { routePauseMs } from './route-pause';
import type { SourceRoutes } from './source-client';
import { startHandler, type StartDeps } from './start-handler';
import type { ActivityCall, HandleFailure, HandleRequest } from './types';

/** A handler's failure is the event's affair, shown where the event is; it is no trouble of the worker's. */
const EXPECTED = ApplicationFailureCategory.BENIGN;

/** What is known of a try that left nothing behind: out of memory, a native crash, a machine that went away. */
const DIED = { type: 'HandlerDied', message: 'Every try ended with the process it ran in, or was interrupted.' };

export interface HandleDeps extends StartDeps {
  sources: ReadonlyMap<string, SourceRoutes>;
  /** A parked event is reported after this long. Never by default. */
  parkedReportAfterMs?: number;
  /** Whether the attempt before this one could not be read by its worker or not placed, and so was no try of the handler. */
  lastAttemptWasUnreadable(): Promise<boolean>;
}

export function createHandleEvent(deps: HandleDeps): (request: HandleRequest) => Promise<ActivityCall | void> {
  const parked = parkedWith(deps.parkedReportAfterMs);
  return async function handleEvent({ source, key, event: raw, tries: triesBefore, failure, park, traceparent }) {
    const served = deps.sources.get(source);
    if (!served) throw sourceAwaited(source, deps.sources.keys(), { tries: triesBefore } satisfies HandleFailure);
    const tries = triesBefore + activityInfo().attempt;
    const id = eventId(source, key);
    const event = readEvent(raw);
    if (!event.ok) throw parked('MalformedEvent', `VOD sent an event we cannot read: ${event.problem}.`, triesBefore);
    if (park && failure) throw parked(failure.type, failure.message, triesBefore);
    const handled = { key, type: event.type, payload: event.payload ?? {}, source };
    const route = served.routes(handled);
    if (!route) {
      deps.observe('event:route:gone', { source, key, eventType: event.type });
      return;
    }
    if (route.kind === 'ignore') return deps.observe('event:route:ignored', { source, route: route.countedAs });
    if (route.kind === 'park') throw parked('Park', route.reason, triesBefore);
    if (route.kind === 'activity') {
      const args = argumentsFor(handled, route, tries, parked);
      return activityCall(route, args, triesBefore, deps.parkedReportAfterMs);
    }
    const adopted = deps.runs.find(id);
    // A worker without the key uses up attempts: it must not get an event parked whose handler was never run.
    if (!adopted && tries > route.retry.maximumAttempts && !(await deps.lastAttemptWasUnreadable())) {
      const { type, message } = failure ?? DIED;
      throw parked(type, message, tries - 1);
    }

    const run = adopted ?? startHandler(deps, route, handled, tries, { traceparent });
    deps.runs.claim(run);
    const outcome = await settled(run, route, tries, parked).catch((error: unknown) => {
      // Aborted by us: the next attempt is to start anew, unless the handler is still at it.
      if (run.settled && !(error instanceof ApplicationFailure)) deps.runs.collect(id, run);
      throw error;
    });
    if (outcome.ok) return;
    deps.runs.collect(id, run);
    throw failed(outcome, route, tries, parked);
  };
}

/** Waits for a run, heartbeating. Throws when the activity is cancelled, and when a handler does not heed its aborted signal. */
async function settled(run: HandlerRun, route: RunRoute, tries: number, parked: Parked): Promise<Outcome> {
  // Kept, because an adopted handler calls from the context of the batch that started it.
  const context = Context.current();
  const cancelled = context.cancellationSignal;
  let details: unknown;
  run.onHeartbeat((next) => context.heartbeat((details = next)));
  const beat = setInterval(() => context.heartbeat(details), HANDLE_HEARTBEAT_TIMEOUT_MS / 5);
  const cancel = (): void => run.abort(cancelled.reason instanceof Error ? cancelled.reason : new Error('Cancelled'));
  const patience = patienceWith(run);
  cancelled.addEventListener('abort', cancel, { once: true });
  if (cancelled.aborted) cancel();
  try {
    const outcome = await Promise.race([run.outcome, patience.over]);
    if (outcome && (outcome.ok || !cancelled.aborted)) return outcome;
    if (cancelled.aborted) throw cancelled.reason ?? new CancelledFailure('Cancelled');
    const message = `The handler did not settle within ${ABORT_GRACE_MS} ms after its signal was aborted; it may still be running.`;
    throw parked('HandlerIgnoredSignal', `${message} Its route's timeout is ${route.timeoutMs} ms.`, tries);
  } finally {
    clearInterval(beat);
    cancelled.removeEventListener('abort', cancel);
    patience.end();
  }
}

/** `over` resolves some time after the run's signal is aborted, or was. */
function patienceWith({ signal }: HandlerRun): { over: Promise<undefined>; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  let begin = (): void => {};
  const over = new Promise<undefined>((resolve) => {
    begin = () => (timer = setTimeout(() => resolve(undefined), ABORT_GRACE_MS));
  });
  signal.addEventListener('abort', begin, { once: true });
  if (signal.aborted) begin();
  return {
    over,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', begin);
    },
  };
}

/** A route's own function that throws is a failed try. */
function argumentsFor(event: HandledEvent<string>, route: ActivityCallRoute, tries: number, parked: Parked): unknown[] {
  try {
    return route.argsOf(event);
  } catch (error) {
    throw failed(failedTry(error), route, tries, parked);
  }
}

function activityCall(
  { activity, taskQueue, timeoutMs, startTimeoutMs, retry }: ActivityCallRoute,
  args: unknown[],
  tries: number,
  reportAfterMs: number | undefined,
): ActivityCall {
  // Tries that failed before the route was changed are some of its tries.
  const maximumAttempts = Math.max(1, retry.maximumAttempts - tries);
  const limits = { timeoutMs, startTimeoutMs, retry: { ...retry, maximumAttempts } };
  return { activity, taskQueue, args, tries, ...limits, ...(reportAfterMs !== undefined && { reportAfterMs }) };
}

function failed(
  { failure, decision }: FailedTry,
  route: { retry: CompiledRetry },
  tries: number,
  parked: Parked,
): ApplicationFailure {
  if (decision?.park || tries >= route.retry.maximumAttempts) return parked(failure.type, failure.message, tries);
  return ApplicationFailure.create({
    type: failure.type,
    message: failure.message,
    details: [{ tries } satisfies HandleFailure],
    category: EXPECTED,
    nextRetryDelay: decision?.retryAfterMs ?? routePauseMs(route, tries),
  });
}

/** Makes a failure that no further try follows: the workflow parks the event. */
type Parked = (type: string, message: string, tries: number) => ApplicationFailure;

/** When the parked event is reported goes along, so that what the workers are set to now applies to events that are owned already. */
function parkedWith(reportAfterMs: number | undefined): Parked {
  return (type, message, tries) => {
    const details: HandleFailure = { tries, ...(reportAfterMs !== undefined && { reportAfterMs }) };
    return ApplicationFailure.create({
      type: wellFormed(type),
      message: wellFormed(message),
      details: [details],
      nonRetryable: true,
      category: EXPECTED,
    });
  };
}
