import type { Duration } from '@temporalio/common';
import type { HandledEvent } from '../vod/event-types';

/** A log that already names the source, the event key and the event type. Keep payloads out of it. */
export interface HandlerLog {
  debug(message: string, meta?: Record<string, unknown>): void;
  info(message: string, meta?: Record<string, unknown>): void;
  warn(message: string, meta?: Record<string, unknown>): void;
  error(message: string, meta?: Record<string, unknown>): void;
}

export interface HandlerContext {
  /** 1 for the first try, counted over the batch and the event's own workflow; anew after a `retry`. */
  readonly attempt: number;
  /** Aborted when the try is no longer wanted: its timeout is over, the event was discarded, or the worker is going down. */
  readonly signal: AbortSignal;
  readonly log: HandlerLog;
  /** Says that the handler is alive and how far it is; shown by Temporal once the event has its own workflow. Not needed to stay alive. */
  heartbeat(details?: unknown): void;
}

/**
 * Handles one event. Resolving means done; rejecting or throwing means this try failed. May run again with the same `event.key` (at
 * least once): use it as the idempotency key downstream.
 */
export type Handler<T extends string = string> = (
  event: HandledEvent<T>,
  context: HandlerContext,
) => Promise<void> | void;

export interface RouteRetry {
  /** Tries until the event is parked, those in the batch included. Default 10. */
  maximumAttempts?: number;
  /** Pause before the second try in the event's own workflow. Default 1 s. */
  initialInterval?: Duration;
  /** Default 2. */
  backoffCoefficient?: number;
  /** Default 1 minute. */
  maximumInterval?: Duration;
}

export interface HandlerRoute<T extends string = string> {
  handler: Handler<T>;
  /**
   * How long one try may take, as a number of ms or a string such as `'5 minutes'`. Default 1 hour, at most 23 hours. Then the signal is
   * aborted and the try has failed; a handler that does not heed its signal is parked rather than started beside itself.
   */
  timeout?: Duration;
  retry?: RouteRetry;
  /** `false`: known to be slow, so the event gets a workflow of its own at once. Default `true`. */
  quick?: boolean;
}

export type Route<T extends string = string> = Handler<T> | HandlerRoute<T>;
