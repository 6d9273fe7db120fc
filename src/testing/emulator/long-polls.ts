import type { Delivery } from './event-queue';

/** The connection of a waiting client, as far as it matters here. */
export interface Client {
  readonly gone: boolean;
  /** Calls back once when the connection closes; the returned function takes the wish back. */
  onceGone(callback: () => void): () => void;
}

export interface LongPollsDeps {
  readonly holdMs: number;
  readonly now: () => number;
  /** Takes what one PullEvents may have; empty when nothing is deliverable. */
  readonly take: () => readonly Delivery[];
  readonly nextWindowEndsAt: () => number | undefined;
  /** Called when the number of held calls has changed. */
  readonly changed: () => void;
}

interface Poll {
  readonly client: Client;
  settle(deliveries: readonly Delivery[] | undefined): void;
}

/**
 * The PullEvents calls held open on one queue, served in the order in which they came. A client that has gone takes nothing; one that
 * goes after it was served has taken its events, which come again when their window is over.
 */
export class LongPolls {
  readonly #deps: LongPollsDeps;
  readonly #held = new Set<Poll>();
  #expiryTimer: NodeJS.Timeout | undefined;

  constructor(deps: LongPollsDeps) {
    this.#deps = deps;
  }

  get held(): number {
    return this.#held.size;
  }

  /** Events as soon as there are any, none after `holdMs`, `undefined` when the client has gone. */
  pull(client: Client): Promise<readonly Delivery[] | undefined> {
    return new Promise((resolve) => {
      const release: (() => void)[] = [];
      const poll: Poll = {
        client,
        settle: (deliveries) => {
          this.#held.delete(poll);
          for (const undo of release) undo();
          this.#deps.changed();
          resolve(deliveries);
        },
      };
      this.#held.add(poll);
      this.serve();
      if (!this.#held.has(poll)) return;
      const timer = setTimeout(() => poll.settle([]), this.#deps.holdMs);
      release.push(
        () => clearTimeout(timer),
        client.onceGone(() => poll.settle(undefined)),
      );
      this.#deps.changed();
    });
  }

  /** To be called when something may have become deliverable. */
  serve(): void {
    for (const poll of this.#held) {
      if (poll.client.gone) {
        poll.settle(undefined);
        continue;
      }
      const deliveries = this.#deps.take();
      if (deliveries.length === 0) break;
      poll.settle(deliveries);
    }
    this.#watchWindows();
  }

  stop(): void {
    clearTimeout(this.#expiryTimer);
  }

  #watchWindows(): void {
    clearTimeout(this.#expiryTimer);
    const at = this.#held.size > 0 ? this.#deps.nextWindowEndsAt() : undefined;
    if (at === undefined) return;
    this.#expiryTimer = setTimeout(() => this.serve(), Math.max(0, at - this.#deps.now()));
  }
}
