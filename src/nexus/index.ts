/**
 * The Nexus service `vod-events`, by which workflows of other namespaces trigger and control the workflows of this package. It is the contract
 * alone, so that workflow code may import it. Inputs and results are plain JSON.
 */
import { operation, service } from 'nexus-rpc';
import type { BatchResult, DiscardArgument, RetryArgument } from '../core/contract';
import type { PollerView } from '../client/poller';

export interface SourceRequest {
  version: 1;
  /** One that the workers behind the endpoint serve. */
  source: string;
}

export interface SubmitRequest extends SourceRequest {
  /** The `EventSet` exactly as VOD returned it, at most 1,500,000 bytes. Events without an `EventHandle` are not confirmed. */
  events: readonly object[];
  /** When the response that brought the events arrived, ms since 1970. The window counts from here. Default now. */
  pulledAt?: number;
  /** Tells this set from another of the same content. Without one, equal sets are one set. */
  id?: string;
}

export interface ParkedRequest extends SourceRequest {
  /** Of the event. */
  key: string;
}

export interface RetryParkedRequest extends ParkedRequest, RetryArgument {}
export interface DiscardParkedRequest extends ParkedRequest, DiscardArgument {}

/**
 * Operations fail with a Nexus handler error that is not retried: `NOT_FOUND` for a source that the workers do not serve, a poller that does
 * not run and an event that is not known; `BAD_REQUEST` for an input that is not as described here; `CONFLICT` for an event that is not parked.
 */
export const vodEventsService = service('vod-events', {
  /** Has a set of events processed by one batch and gives its result. The same set again starts nothing and gives the same result. */
  submit: operation<SubmitRequest, BatchResult>(),
  /** Makes sure that the poller of a source runs, and leaves one that runs already as it is, paused or not. */
  ensurePoller: operation<SourceRequest, void>(),
  /** Stops pulling; what was pulled is finished. */
  pausePoller: operation<SourceRequest, void>(),
  /** Goes on, at once even when halted. */
  resumePoller: operation<SourceRequest, void>(),
  pollerStatus: operation<SourceRequest, PollerView>(),
  /** Has a parked event handled again, its tries counted anew; with `event` that one instead. */
  retryParked: operation<RetryParkedRequest, void>(),
  /** Drops a parked event for good. */
  discardParked: operation<DiscardParkedRequest, void>(),
});
