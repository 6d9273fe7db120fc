import type { IgnoreReason } from './event-config';
import type { RefusalReason } from './event-queue';

interface EntryBase {
  /** Position in the journal, from 0, without gaps. */
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The application concerned; absent for calls and events that name none. */
  readonly subAppId?: number;
}

interface DeliveryFields {
  readonly eventId: number;
  /** Which delivery of the event: 1 is the first. */
  readonly delivery: number;
  readonly handle: string;
}

export type EnqueuedEntry = EntryBase & {
  readonly kind: 'enqueued';
  readonly eventId: number;
  readonly eventType: string;
};

/** An event that was put in and that the application is set not to queue. */
export type IgnoredEntry = EntryBase & {
  readonly kind: 'ignored';
  readonly eventId: number;
  readonly eventType: string;
  readonly reason: IgnoreReason;
};

export type DeliveredEntry = EntryBase & DeliveryFields & { readonly kind: 'delivered' };

export type ConfirmedEntry = EntryBase &
  DeliveryFields & {
    readonly kind: 'confirmed';
    /** What was left of the window. */
    readonly headroomMs: number;
  };

export type ConfirmRefusedEntry = EntryBase &
  Partial<DeliveryFields> & {
    readonly kind: 'confirmRefused';
    readonly handle: string;
    readonly reason: RefusalReason;
    /** What was left of the window, negative for late ones; absent for unknown handles. */
    readonly headroomMs?: number;
  };

export type CallEntry = EntryBase & {
  readonly kind: 'call';
  /** X-TC-Action as it was sent, empty if it was not. `at` is when it was answered. */
  readonly api: string;
  readonly receivedAt: number;
  /** `ok`, the API error code answered, the transport fault played instead (`hang`, `http 503`, …), or `clientGone`. */
  readonly code: string;
  /** X-TC-TraceId as it was sent: how Tencent would find the call. */
  readonly traceId?: string;
  /** ExtInfo as it was sent: tells several consumers of one queue apart. */
  readonly extInfo?: string;
  /** The handles handed out by PullEvents or given to ConfirmEvents; none when the call did not get that far. */
  readonly eventHandles: readonly string[];
  /** How many those are. */
  readonly handles: number;
};

/** What happened inside the emulator, one entry for each event, handle or call. Holds no payloads and no keys. */
export type JournalEntry =
  EnqueuedEntry | IgnoredEntry | DeliveredEntry | ConfirmedEntry | ConfirmRefusedEntry | CallEntry;

type WithoutSeq<E> = E extends JournalEntry ? Omit<E, 'seq'> : never;
export type NewJournalEntry = WithoutSeq<JournalEntry>;

/** Append-only; keeps the newest `limit` entries. */
export class Journal {
  readonly #limit: number;
  readonly #onEntry: ((entry: JournalEntry) => void) | undefined;
  /** A ring once it is full: the entry `seq` lies at `seq % limit`. */
  readonly #ring: JournalEntry[] = [];
  #nextSeq = 0;

  constructor(limit: number, onEntry?: (entry: JournalEntry) => void) {
    this.#limit = limit;
    this.#onEntry = onEntry;
  }

  /** Whether anybody reads entries; when not, none need be made. */
  get active(): boolean {
    return this.#limit > 0 || this.#onEntry !== undefined;
  }

  /** The `seq` the next entry will have: entries from here on are those not yet made. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  append(entry: NewJournalEntry): void {
    const numbered: JournalEntry = { seq: this.#nextSeq, ...entry };
    if (this.#limit > 0) this.#ring[this.#nextSeq % this.#limit] = numbered;
    this.#nextSeq += 1;
    this.#onEntry?.(numbered);
  }

  /** The entries kept with a `seq` of at least `since`, oldest first. */
  entries(since = 0): JournalEntry[] {
    const from = Math.max(since, this.#nextSeq - this.#ring.length);
    const found: JournalEntry[] = [];
    for (let seq = from; seq < this.#nextSeq; seq += 1) {
      const entry = this.#ring[seq % this.#limit];
      if (entry !== undefined) found.push(entry);
    }
    return found;
  }

  /** The entries kept of one kind, oldest first. */
  of<K extends JournalEntry['kind']>(kind: K): Extract<JournalEntry, { kind: K }>[] {
    return this.entries().filter((entry): entry is Extract<JournalEntry, { kind: K }> => entry.kind === kind);
  }
}
