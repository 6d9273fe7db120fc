import { errorText } from '../core/error-text';
import type { RouteTable } from '../routes/compiled';
import type { Handler } from '../routes/types';
import type { HandledEvent, VodEvent } from '../vod/event-types';
import { EventWaitTimeoutError, SystemStoppedError } from './errors';

/** An event as its handler had it. Compare `type` with a documented name and `payload` is narrowed to that type's. */
export type DoneEvent = VodEvent & Pick<HandledEvent<string>, 'key' | 'source'>;

interface Waiter {
  readonly predicate: (event: DoneEvent) => boolean;
  settle(result: DoneEvent | Error): void;
}

/** Remembers which events the handlers of some routes were done with, and lets others wait for one. */
export class HandledEvents {
  readonly #waiters = new Set<Waiter>();
  readonly #done: DoneEvent[] = [];
  #failed = 0;
  #lastFailure: string | undefined;

  /** Every event that a handler was done with, in that order. */
  get done(): readonly DoneEvent[] {
    return this.#done;
  }

  /** The same routes, their handlers watched. */
  watch(routes: RouteTable): RouteTable {
    return (...asked) => {
      const route = routes(...asked);
      return route && 'handler' in route ? { ...route, handler: this.#watched(route.handler) } : route;
    };
  }

  /**
   * Resolves with the first event that a handler was done with and `predicate` takes, past ones included.
   * @throws EventWaitTimeoutError, SystemStoppedError, or whatever `predicate` throws
   */
  async waitFor(predicate: (event: DoneEvent) => boolean, timeoutMs: number): Promise<DoneEvent> {
    const past = this.#done.find(predicate);
    if (past) return past;
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        predicate,
        settle: (result) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          if (result instanceof Error) reject(result);
          else resolve(result);
        },
      };
      const timer = setTimeout(() => waiter.settle(this.#late(timeoutMs)), timeoutMs);
      this.#waiters.add(waiter);
    });
  }

  /** Nobody waits any longer. */
  stop(): void {
    for (const waiter of this.#waiters) waiter.settle(new SystemStoppedError());
  }

  #watched(handler: Handler): Handler {
    return async (event, context) => {
      try {
        await handler(event, context);
      } catch (error) {
        const { type, message } = errorText(error);
        this.#failed += 1;
        this.#lastFailure = `${type}: ${message}`;
        throw error;
      }
      this.#tell(event as DoneEvent);
    };
  }

  #tell(event: DoneEvent): void {
    this.#done.push(event);
    for (const waiter of this.#waiters) {
      try {
        if (waiter.predicate(event)) waiter.settle(event);
      } catch (error) {
        waiter.settle(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  #late(timeoutMs: number): EventWaitTimeoutError {
    const figures = { done: this.#done.length, failed: this.#failed, lastFailure: this.#lastFailure };
    return new EventWaitTimeoutError(timeoutMs, figures);
  }
}
