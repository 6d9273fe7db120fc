import type { Client } from '@temporalio/client';

/**
 * The calls to Temporal that are under way. Whoever closes the connection waits for them first: one that is being tried again then throws out of
 * a timer of the client's, where nobody can catch it (SDK 1.24).
 */
export class Calls {
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(private readonly client: Client) {}

  /** Calls with a limit of so many ms. */
  async within<T>(ms: number, call: () => Promise<T>): Promise<T> {
    return this.track(this.client.withDeadline(Date.now() + ms, call));
  }

  /** For what has a limit of its own. */
  async track<T>(call: Promise<T>): Promise<T> {
    this.underWay.add(call);
    try {
      return await call;
    } finally {
      this.underWay.delete(call);
    }
  }

  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }
}
