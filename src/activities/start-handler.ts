import { eventId } from '../core/contract';
import type { Observe } from '../core/observe';
import type { RunRoute } from '../routes/compiled';
import type { HandlerLog } from '../routes/types';
import type { HandledEvent } from '../vod/event-types';
import type { HandlerRun, HandlerRuns } from './handler-runs';

export interface StartDeps {
  runs: HandlerRuns;
  /** For the handlers. */
  log: HandlerLog;
  observe: Observe;
}

/** Starts one try of a route's handler for an event. `batch` is the workflow id of the batch that has it, if one has. */
export function startHandler(
  { runs, log, observe }: StartDeps,
  route: RunRoute,
  event: HandledEvent<string>,
  attempt: number,
  batch?: string,
): HandlerRun {
  const { source, key, type: eventType } = event;
  const meta = { source, key, eventType, attempt, ...(batch !== undefined && { batch }) };
  const began = performance.now();
  const run = runs.start(
    eventId(source, key),
    (signal, heartbeat) => route.handler(event, { attempt, signal, heartbeat, log: withMeta(log, meta) }),
    route.timeoutMs,
  );
  void run.outcome.then((outcome) => {
    const facts = { ...meta, route: route.name, durationMs: performance.now() - began };
    if (outcome.ok) observe('handler:try:done', facts);
    else observe('handler:try:failed', { ...facts, failureType: outcome.failure.type });
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
