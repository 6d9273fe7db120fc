import { performance } from 'node:perf_hooks';
import { sampleEvent, VodEmulator, type JournalEntry } from '../src/testing';

/** Longer than the longest round. */
const WAIT_MS = 300_000;

/**
 * A fresh emulator, and what there is to know of its events, taken from its journal as that is written; nothing of it is kept.
 *
 * It runs in the benchmark's own process, which does nothing else while a contender works: the contenders have the same two processes
 * each, and the times need no clock but one.
 */
export class Queue {
  private readonly enqueuedAt = new Map<number, number>();
  /** By event, in ms from enqueue to confirm. */
  private readonly latencies = new Map<number, number>();
  private firstDeliveredAt = Number.NaN;
  private lastConfirmedAt = Number.NaN;
  private enqueued = 0;
  /** Calls that VOD's rate limit refused. */
  throttled = 0;
  /** Until this is set nothing is listened to. */
  private opened: VodEmulator | undefined;

  static async open(rateLimit: number): Promise<Queue> {
    const queue = new Queue();
    queue.opened = await VodEmulator.start({ rateLimit, journalLimit: 0, onEntry: (entry) => queue.note(entry) });
    return queue;
  }

  get emulator(): VodEmulator {
    if (!this.opened) throw new Error('The queue is not open.');
    return this.opened;
  }

  /** Deliveries beyond an event's first. */
  get redelivered(): number {
    return this.emulator.stats().redelivered;
  }

  /** From the first delivery to the last confirm. */
  get drainedInMs(): number {
    return this.lastConfirmedAt - this.firstDeliveredAt;
  }

  /**
   * Puts in as many different events of one type: PullComplete, which says that a file was fetched. It has a TaskId, as most types do, and
   * with 3 kB on the wire it is of middling size.
   */
  put(count: number): void {
    const events = Array.from({ length: count }, (_, index) => sampleEvent('PullComplete', this.enqueued + index));
    this.enqueued += count;
    this.emulator.enqueue(events);
  }

  /** Resolves once a consumer waits for events. */
  polled(): Promise<void> {
    return this.emulator.waitFor(({ heldPulls }) => heldPulls > 0, { timeoutMs: WAIT_MS });
  }

  delivered(count: number): Promise<void> {
    return this.emulator.waitFor(({ deliveries }) => deliveries >= count, { timeoutMs: WAIT_MS });
  }

  confirmed(count: number): Promise<void> {
    return this.emulator.waitUntilConfirmed(count, { timeoutMs: WAIT_MS });
  }

  allConfirmed(): Promise<void> {
    return this.confirmed(this.enqueued);
  }

  /** Enqueue to confirm, in ms, without the first `skip` events. */
  latenciesMs(skip: number): number[] {
    return [...this.latencies].sort(([one], [other]) => one - other).flatMap(([, ms], n) => (n < skip ? [] : [ms]));
  }

  close(): Promise<void> {
    return this.emulator.stop();
  }

  private note(entry: JournalEntry): void {
    // The journal's own times are whole milliseconds.
    const now = performance.now();
    if (entry.kind === 'enqueued') {
      this.enqueuedAt.set(entry.eventId, now);
    } else if (entry.kind === 'delivered') {
      if (Number.isNaN(this.firstDeliveredAt)) this.firstDeliveredAt = now;
    } else if (entry.kind === 'confirmed') {
      this.lastConfirmedAt = now;
      this.latencies.set(entry.eventId, now - (this.enqueuedAt.get(entry.eventId) ?? Number.NaN));
    } else if (entry.kind === 'call' && entry.code === 'RequestLimitExceeded') {
      this.throttled++;
    }
  }
}
