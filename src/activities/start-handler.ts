import { eventId } from '../core/contract';
import { shownEventType } from '../core/event-type';
import type { Observe } from '../core/observe';
import type { RunRoute } from '../routes/compiled';
import type { HandlerContext, HandlerLog } from '../routes/types';
import type { Tracing } from '../tracing/tracing';
import type { HandledEvent } from '../vod/event-types';
import type { HandlerRun, HandlerRuns } from './handler-runs';

export interface StartDeps {
  runs: HandlerRuns;
  /** For the handlers. */
  log: HandlerLog;
  observe: Observe;
  tracing: Tracing;
}

interface Origin {
  /** Workflow id of the batch that has the event, if one has. */
  batch?: string;
  /** What the try is traced under. */
  traceparent?: string | undefined;
}

/** Starts one try of a route's handler for an event. */
export function startHandler(
  { runs, log, observe, tracing }: StartDeps,
  route: RunRoute,
  event: HandledEvent<string>,
  attempt: number,
  { batch, traceparent }: Origin,
): HandlerRun {
  const { source, key, type: eventType } = event;
  const meta = { source, key, eventType, attempt, ...(batch !== undefined && { batch }) };
  const began = performance.now();
  const traced = { source, eventKey: key, eventType: shownEventType({ EventType: eventType }), attempt };
  const span = tracing.start('handler', { ...traced, route: route.name }, [traceparent]);
  const run = span.within(() =>
    runs.start(
      eventId(source, key),
      (started, heartbeat) =>
        route.handler(
          event,
          contextOf(attempt, started, heartbeat, () => withMeta(log, meta)),
        ),
      route.timeoutMs,
    ),
  );
  void run.outcome.then((outcome) => {
    const facts = { ...meta, route: route.name, durationMs: performance.now() - began };
    if (outcome.ok) {
      span.end({ outcome: 'done' });
      observe('handler:try:done', facts);
    } else {
      const failureType = outcome.failure.type;
      span.fail(failureType, { outcome: 'failed' });
      observe('handler:try:failed', { ...facts, failureType });
    }
  });
  return run;
}

/** A signal and a log are made when the handler looks at them: most look at neither, and for every event that adds up. */
function contextOf(
  attempt: number,
  started: Pick<HandlerRun, 'signal'>,
  heartbeat: HandlerContext['heartbeat'],
  logged: () => HandlerLog,
): HandlerContext {
  let log: HandlerLog | undefined;
  return {
    attempt,
    heartbeat,
    get signal() {
      return started.signal;
    },
    get log() {
      return (log ??= logged());
    },
  };
}

function withMeta(log: HandlerLog, meta: Record<string, unknown>): HandlerLog {
  return {
    debug: (message, more) => log.debug(message, { ...more, ...meta }),
    info: (message, more) => log.info(message, { ...more, ...meta }),
    warn: (message, more) => log.warn(message, { ...more, ...meta }),
    error: (message, more) => log.error(message, { ...more, ...meta }),
  };
}
