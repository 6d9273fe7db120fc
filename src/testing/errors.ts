/** The routes given to the test kit are not what a worker would take. Lists every problem at once; nothing was run. */
export class InvalidRoutesError extends Error {
  override readonly name = 'InvalidRoutesError';

  constructor(readonly problems: readonly string[]) {
    super(`These are no routes: ${problems.join('; ')}.`);
  }
}

/** No handler of these routes takes events of this type: add a route for it, or one for `'*'`. */
export class NoHandlerError extends Error {
  override readonly name = 'NoHandlerError';

  constructor(readonly eventType: string) {
    super(`No handler of these routes takes ${eventType} events; add a route for the type, or one for '*'.`);
  }
}

/** A worker could not read this event: it would park it, and no handler would see it. */
export class UnreadableEventError extends Error {
  override readonly name = 'UnreadableEventError';

  constructor(problem: string) {
    super(`A worker could not read this event and would park it: ${problem}.`);
  }
}

/** No handler was done in time with an event that was waited for. The message says what became of the others. */
export class EventWaitTimeoutError extends Error {
  override readonly name = 'EventWaitTimeoutError';

  constructor(
    readonly timeoutMs: number,
    figures: { readonly done: number; readonly failed: number; readonly lastFailure?: string },
  ) {
    const { done, failed, lastFailure } = figures;
    const last = lastFailure === undefined ? '' : `, the last with ${lastFailure}`;
    super(
      `No handler was done with such an event within ${timeoutMs} ms. Other events handled: ${done}; tries that failed: ${failed}${last}.`,
    );
  }
}

/** The system was stopped while an event was waited for: stop it after the last wait. */
export class SystemStoppedError extends Error {
  override readonly name = 'SystemStoppedError';

  constructor() {
    super('The system was stopped while an event was waited for; await that before calling stop().');
  }
}
