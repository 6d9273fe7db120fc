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
