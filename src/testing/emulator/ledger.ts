import { createHistogram } from 'node:perf_hooks';
import type { IgnoreReason } from './event-config';
import type { ConfirmResult, Delivery, QueuedEvent } from './event-queue';
import type { Journal } from './journal';

/** Figures over all applications since the start. */
export interface EmulatorStats {
  /** Events that came into a queue. */
  readonly enqueued: number;
  /** Deliveries, repeated ones included. */
  readonly deliveries: number;
  /** Deliveries beyond an event's first: 0 means that everything was confirmed on its first delivery, or still may be. */
  readonly redelivered: number;
  readonly confirmed: number;
  /** Handles refused: late, unknown or confirmed before. */
  readonly confirmsRefused: number;
  /** Events deliverable now. */
  readonly waiting: number;
  /** Events delivered, their window open, not confirmed. */
  readonly inFlight: number;
  /** PullEvents calls held open now, nothing being deliverable. */
  readonly heldPulls: number;
  /** What was left of the window at confirm, in ms to three digits; absent until something is confirmed. */
  readonly headroomMs?: { readonly worst: number; readonly p50: number };
}

export type Counters = Omit<EmulatorStats, 'waiting' | 'inFlight' | 'heldPulls'>;

/** Counts what happens and writes the journal. `changed` is called after every entry. */
export class Ledger {
  readonly #journal: Journal;
  readonly #changed: () => void;
  readonly #headroom = createHistogram();
  #enqueued = 0;
  #deliveries = 0;
  #redelivered = 0;
  #confirmed = 0;
  #confirmsRefused = 0;

  constructor(journal: Journal, changed: () => void) {
    this.#journal = journal;
    this.#changed = changed;
  }

  get counters(): Counters {
    return {
      enqueued: this.#enqueued,
      deliveries: this.#deliveries,
      redelivered: this.#redelivered,
      confirmed: this.#confirmed,
      confirmsRefused: this.#confirmsRefused,
      ...(this.#confirmed > 0 && {
        headroomMs: { worst: this.#headroom.min, p50: this.#headroom.percentile(50) },
      }),
    };
  }

  enqueued(subAppId: number | undefined, at: number, event: QueuedEvent): void {
    this.#enqueued += 1;
    if (this.#journal.active) {
      const { id: eventId, type: eventType } = event;
      this.#journal.append({ kind: 'enqueued', at, ...named(subAppId), eventId, eventType });
    }
    this.#changed();
  }

  /** Not counted: it never was in a queue. */
  ignored(subAppId: number | undefined, at: number, event: QueuedEvent, reason: IgnoreReason): void {
    if (this.#journal.active) {
      const { id: eventId, type: eventType } = event;
      this.#journal.append({ kind: 'ignored', at, ...named(subAppId), eventId, eventType, reason });
    }
    this.#changed();
  }

  delivered(subAppId: number | undefined, deliveries: readonly Delivery[]): void {
    this.#deliveries += deliveries.length;
    for (const delivery of deliveries) {
      if (delivery.number > 1) this.#redelivered += 1;
      if (!this.#journal.active) continue;
      this.#journal.append({
        kind: 'delivered',
        at: delivery.deliveredAt,
        ...named(subAppId),
        ...fields(delivery),
      });
    }
    this.#changed();
  }

  confirmCall(subAppId: number | undefined, { at, confirmed, refused }: ConfirmResult): void {
    this.#confirmed += confirmed.length;
    this.#confirmsRefused += refused.length;
    for (const delivery of confirmed) {
      const headroomMs = delivery.windowEndsAt - at;
      this.#headroom.record(Math.max(1, headroomMs));
      if (!this.#journal.active) continue;
      this.#journal.append({ kind: 'confirmed', at, ...named(subAppId), ...fields(delivery), headroomMs });
    }
    if (this.#journal.active) {
      for (const { handle, reason, delivery } of refused) {
        const known = delivery && { ...fields(delivery), headroomMs: delivery.windowEndsAt - at };
        this.#journal.append({ kind: 'confirmRefused', at, ...named(subAppId), ...known, handle, reason });
      }
    }
    this.#changed();
  }

  call(entry: {
    readonly subAppId?: number | undefined;
    readonly extInfo?: string | undefined;
    readonly traceId?: string | undefined;
    readonly at: number;
    readonly receivedAt: number;
    readonly api: string;
    readonly code: string;
    readonly eventHandles: readonly string[];
  }): void {
    const { subAppId, extInfo, traceId, ...rest } = entry;
    if (this.#journal.active) {
      const caller = { ...(traceId !== undefined && { traceId }), ...(extInfo !== undefined && { extInfo }) };
      this.#journal.append({
        kind: 'call',
        ...named(subAppId),
        ...caller,
        ...rest,
        handles: entry.eventHandles.length,
      });
    }
    this.#changed();
  }
}

function named(subAppId: number | undefined): { readonly subAppId?: number } {
  return subAppId === undefined ? {} : { subAppId };
}

function fields({ event, number, handle }: Delivery): { eventId: number; delivery: number; handle: string } {
  return { eventId: event.id, delivery: number, handle };
}
