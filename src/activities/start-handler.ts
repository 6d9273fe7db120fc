import { eventId } from '../core/contract';
import type { RunRoute } from '../routes/compiled';
import type { HandlerLog } from '../routes/types';
import type { HandledEvent } from '../vod/event-types';
import type { HandlerRun, HandlerRuns } from './handler-runs';

/** Starts one try of a route's handler for an event. */
export function startHandler(
  { runs, log }: { runs: HandlerRuns; log: HandlerLog },
  route: RunRoute,
  event: HandledEvent<string>,
  attempt: number,
): HandlerRun {
  const meta = { source: event.source, eventKey: event.key, eventType: event.type, attempt };
  return runs.start(
    eventId(event.source, event.key),
    (signal, heartbeat) => route.handler(event, { attempt, signal, heartbeat, log: withMeta(log, meta) }),
    route.timeoutMs,
  );
}

function withMeta(log: HandlerLog, meta: Record<string, unknown>): HandlerLog {
  return {
    debug: (message, more) => log.debug(message, { ...more, ...meta }),
    info: (message, more) => log.info(message, { ...more, ...meta }),
    warn: (message, more) => log.warn(message, { ...more, ...meta }),
    error: (message, more) => log.error(message, { ...more, ...meta }),
  };
}
