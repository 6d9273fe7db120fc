import { EmulatorStoppedError, EmulatorWaitTimeoutError } from './errors';
import type { EmulatorStats } from './ledger';

export interface WaitOptions {
  /** When to give up, in ms. @default 30000 */
  readonly timeoutMs?: number;
}

export interface WaitersDeps {
  readonly stats: () => EmulatorStats;
  readonly now: () => number;
  /** When the figures change next by the mere passing of time. */
  readonly nextWindowEndsAt: () => number | undefined;
}

interface Waiter {
  readonly awaited: string;
  readonly predicate: (stats: EmulatorStats) => boolean;
  settle(error?: Error): void;
}

/** Those who wait for the emulator to reach some state. Looked through once for each turn of the event loop in which anything happened. */
export class Waiters {
  readonly #deps: WaitersDeps;
  readonly #waiters = new Set<Waiter>();
  #scheduled = false;
  #windowTimer: NodeJS.Timeout | undefined;

  constructor(deps: WaitersDeps) {
    this.#deps = deps;
  }

  /** Resolves once `predicate` holds. Rejects with {@link EmulatorWaitTimeoutError} or {@link EmulatorStoppedError}. */
  wait(
    awaited: string,
    predicate: (stats: EmulatorStats) => boolean,
    { timeoutMs = 30_000 }: WaitOptions,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        awaited,
        predicate,
        settle: (error) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      const timer = setTimeout(
        () => waiter.settle(new EmulatorWaitTimeoutError(awaited, timeoutMs, this.#deps.stats())),
        timeoutMs,
      );
      this.#waiters.add(waiter);
      this.#look();
    });
  }

  /** To be called when anything happened. */
  changed(): void {
    if (this.#scheduled || this.#waiters.size === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#look();
    });
  }

  stop(): void {
    clearTimeout(this.#windowTimer);
    for (const waiter of this.#waiters) waiter.settle(new EmulatorStoppedError(waiter.awaited));
  }

  #look(): void {
    // Once for all: a window that ends between two looks would be seen by the later one only, and no timer would be left for the other.
    const stats = this.#deps.stats();
    for (const waiter of this.#waiters) {
      try {
        if (waiter.predicate(stats)) waiter.settle();
      } catch (error) {
        waiter.settle(error instanceof Error ? error : new Error(String(error)));
      }
    }
    clearTimeout(this.#windowTimer);
    const at = this.#waiters.size > 0 ? this.#deps.nextWindowEndsAt() : undefined;
    if (at !== undefined) this.#windowTimer = setTimeout(() => this.#look(), Math.max(0, at - this.#deps.now()));
  }
}
