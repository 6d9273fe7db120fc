/** Errors of the client, one for each cause. Where an input is wrong it is an `InvalidInput`, as in the workflows. */
import { counted } from '../core/counted';

/** There is no such event: no workflow owns it, or the one that did ended longer ago than the namespace keeps. Look the key up with `list`. */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError';
  constructor(
    readonly source: string,
    readonly key: string,
  ) {
    super(
      `No event of source "${source}" has the key "${key}": it was never handed over, or ended too long ago to be kept. ` +
        'Check source and key against the list of parked events.',
    );
  }
}

/** The event is not parked, so there is nothing to decide about it; nothing was sent. Look at it with `show`. */
export class EventNotParkedError extends Error {
  override readonly name = 'EventNotParkedError';
  constructor(
    readonly source: string,
    readonly key: string,
    /** Whether it is being handled at the moment; otherwise it has ended. */
    readonly open: boolean,
  ) {
    super(
      open
        ? `The event "${key}" of source "${source}" is not parked: it is being handled. Wait until it is done or parked again.`
        : `The event "${key}" of source "${source}" is not parked: it has ended, and nothing can be done to it any more.`,
    );
  }
}

/** Only a worker can answer this, and none did. What the server knows by itself is in `show`. */
export class NoWorkerAnsweredError extends Error {
  override readonly name = 'NoWorkerAnsweredError';
  constructor(
    readonly source: string,
    readonly key: string,
    /** What Temporal said to the question. */
    readonly problem: string,
  ) {
    super(
      `No worker told the state of the event "${key}" of source "${source}" (${problem}). ` +
        'Start a worker of its task queue, or take what the server knows from "show".',
    );
  }
}

/** Nothing polls this source: its poller was never started, or was ended. Nothing was sent. A worker starts it, and so does `ensure`. */
export class PollerNotRunningError extends Error {
  override readonly name = 'PollerNotRunningError';
  constructor(readonly source: string) {
    super(
      `No poller of source "${source}" runs: check the name of the source, or start a worker that serves it, which starts the poller.`,
    );
  }
}

/** The set of events was empty, so there is nothing to start. */
export class NothingSubmittedError extends Error {
  override readonly name = 'NothingSubmittedError';
  constructor(readonly source: string) {
    super(`There was no event to submit for source "${source}": leave an empty EventSet out.`);
  }
}

/** Temporal cannot take this event, however it is compressed; nothing of its set was submitted. */
export class EventTooLargeError extends Error {
  override readonly name = 'EventTooLargeError';
  constructor(
    readonly source: string,
    /** Of its content. */
    readonly key: string,
    readonly eventType: string,
    /** Position in the set. */
    readonly index: number,
    /** As Temporal would have had to store it. */
    readonly bytes: number,
  ) {
    super(
      `Event ${index} of the set for source "${source}" (${eventType}, key "${key}") has ${bytes} bytes, more than Temporal takes. ` +
        'Nothing was submitted: process this one by other means and submit the others.',
    );
  }
}

/** Neither a batch that was looked through nor a workflow has or had an event of this key. */
export class EventNotFoundError extends Error {
  override readonly name = 'EventNotFoundError';
  constructor(
    readonly source: string,
    readonly key: string,
    /** Batches that were looked through. */
    readonly batches: number,
    /** ms since 1970: what was started before was not looked at. */
    readonly since: number,
  ) {
    super(
      `No event of source "${source}" has the key "${key}": no workflow has or had it, nor has a batch since ${new Date(since).toISOString()} ` +
        `(${counted(batches, 'batch', 'batches')} read). Check source and key, or look further back with "since".`,
    );
  }
}

/** The event that was waited for has not come in time. */
export class EventNotSeenError extends Error {
  override readonly name = 'EventNotSeenError';
  constructor(
    readonly source: string,
    readonly timeoutMs: number,
    /** Batches that were looked through. */
    readonly batches: number,
    /** ms since 1970: what was started before was not looked at. */
    readonly since: number,
  ) {
    super(
      `No event of source "${source}" that is as asked for came within ${timeoutMs} ms, nor before that since ${new Date(since).toISOString()} ` +
        `(${counted(batches, 'batch', 'batches')} read). See by the status of the poller whether events flow, and wait longer or look further back with "since".`,
    );
  }
}
