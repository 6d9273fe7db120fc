import { setMaxListeners } from 'node:events';

/**
 * The end of a worker: nothing new is begun once it drains, and what was begun is waited for.
 */
export class Drain {
  private readonly controller = new AbortController();
  private readonly hurrying = new AbortController();
  private readonly underWay = new Set<Promise<unknown>>();

  constructor() {
    // A listener for every open batch is meant.
    setMaxListeners(0, this.controller.signal, this.hurrying.signal);
  }

  /** Aborted when the worker begins to drain. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  begin(): void {
    this.controller.abort(new Error('The worker drains.'));
  }

  /** Aborted when batches must come to an end. */
  get hurrySignal(): AbortSignal {
    return this.hurrying.signal;
  }

  hurry(): void {
    this.hurrying.abort(new Error('The worker has to end.'));
  }

  /** Has {@link idle} wait for this. The promise's own failure is its owner's affair. */
  track(work: Promise<unknown>): void {
    this.underWay.add(work);
    const done = (): boolean => this.underWay.delete(work);
    work.then(done, done);
  }

  /** Resolves once nothing tracked is under way any more, what was tracked meanwhile included. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }
}
