import { eventId } from '../core/contract';
import { shownEventType } from '../core/event-type';
import type { RunRoute } from '../routes/compiled';
import type { HandlerLog } from '../routes/types';
import type { Tracing } from '../tracing/tracing';
import type { HandledEvent } from '../vod/event-types';
import type { HandlerRun, HandlerRuns } from './handler-runs';

interface StartDeps {
  runs: HandlerRuns;
  log: HandlerLog;
  tracing: Tracing;
}

/** Starts one try of a route's handler for an event, traced under `traceparent`. */
export function startHandler(
  { runs, log, tracing }: StartDeps,
  route: RunRoute,
  event: HandledEvent<string>,
  attempt: number,
  traceparent: string | undefined,
): HandlerRun {
  const meta = { source: event.source, eventKey: event.key, eventType: event.type, attempt };
  const span = tracing.start('handler', { ...meta, eventType: shownEventType({ EventType: event.type }) }, [
    traceparent,
  ]);
  const run = span.within(() =>
    runs.start(
      eventId(event.source, event.key),
      (signal, heartbeat) => route.handler(event, { attempt, signal, heartbeat, log: withMeta(log, meta) }),
      route.timeoutMs,
    ),
  );
  void run.outcome.then((outcome) => {
    if (outcome.ok) span.end({ outcome: 'done' });
    else span.fail(outcome.failure.type, { outcome: 'failed' });
  });
  return run;
}

function withMeta(log: HandlerLog, meta: Record<string, unknown>): HandlerLog {
  return {
    debug: (message, more) => log.debug(message, { ...more, ...meta }),
    info: (message, more) => log.info(message, { ...more, ...meta }),
    warn: (message, more) => log.warn(message, { ...more, ...meta }),
    error: (message, more) => log.error(message, { ...more, ...meta }),
  };
}
