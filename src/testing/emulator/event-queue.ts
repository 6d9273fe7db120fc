import { Fifo } from './fifo';
import type { Switches } from './switches';

/**
 * The queue of one application, without network or timers. An event is in one of three states:
 *
 *   waiting ──take──▶ in flight ──confirm, within the window──▶ confirmed
 *      ▲                  │
 *      └── window over ───┘
 *
 * Expiry is lazy: every method first moves the events whose window is over back to waiting. Since all windows are equally long, the
 * one that ends next is always at the head of a FIFO, and no method ever searches. Waiting events leave in the order in which they
 * became deliverable, so that a redelivered event queues behind those that were waiting when its window ended.
 *
 * A confirmed handle is remembered for one window after the confirm, so that confirming twice is told from confirming a stranger; a late
 * one until its event is confirmed. Afterwards both are `unknown`.
 */
export interface EventQueueDeps {
  /** How long a handle confirms, counted from its delivery. */
  readonly windowMs: number;
  /** Epoch milliseconds, never going back. */
  readonly now: () => number;
  /** A handle never returned before. */
  readonly newHandle: () => string;
}

export interface QueuedEvent {
  readonly id: number;
  readonly type: string;
  /** What was put in; empty once confirmed, so that a fast consumer does not fill the memory with what is done. */
  readonly content: string;
}

/** One delivery of an event: what a handle stands for. Times are epoch milliseconds. */
export interface Delivery {
  readonly event: QueuedEvent;
  /** 1 for the first delivery. */
  readonly number: number;
  readonly handle: string;
  readonly deliveredAt: number;
  /** From this moment on the handle no longer confirms. */
  readonly windowEndsAt: number;
}

/** Why a handle was not confirmed. `unknown`: never given out by this queue (perhaps by another's), or long settled. */
export type RefusalReason = 'late' | 'unknown' | 'alreadyConfirmed';

interface Refusal {
  readonly handle: string;
  readonly reason: RefusalReason;
  /** Absent for unknown handles. */
  readonly delivery?: Delivery;
}

export interface ConfirmResult {
  /** Whether the call as a whole succeeds. */
  readonly ok: boolean;
  readonly at: number;
  readonly confirmed: readonly Delivery[];
  readonly refused: readonly Refusal[];
}

interface Tracked extends QueuedEvent {
  content: string;
  readonly handles: string[];
  deliveries: number;
  current: TrackedDelivery | undefined;
  confirmed: boolean;
}

interface TrackedDelivery extends Delivery {
  readonly event: Tracked;
}

export class EventQueue {
  readonly #deps: EventQueueDeps;
  readonly #waiting = new Fifo<Tracked>();
  /** By end of window; those confirmed meanwhile are skipped when they reach the head. */
  readonly #inFlight = new Fifo<TrackedDelivery>();
  readonly #remembered = new Fifo<{ readonly event: Tracked; readonly until: number }>();
  readonly #byHandle = new Map<string, TrackedDelivery>();
  #inFlightCount = 0;

  constructor(deps: EventQueueDeps) {
    this.#deps = deps;
  }

  /** Events deliverable now. */
  get waiting(): number {
    this.#settle(this.#deps.now());
    return this.#waiting.size;
  }

  /** Events delivered, not confirmed, their window open. */
  get inFlight(): number {
    this.#settle(this.#deps.now());
    return this.#inFlightCount;
  }

  /**
   * When the next window ends, as epoch milliseconds; `undefined` while nothing is in flight. It moves no event: one whose window ended
   * since the last look is reported as due, so that whoever arms a timer by this after finding nothing cannot miss it.
   */
  get nextWindowEndsAt(): number | undefined {
    this.#skipConfirmed();
    return this.#inFlight.peek()?.windowEndsAt;
  }

  enqueue(event: QueuedEvent): void {
    this.#settle(this.#deps.now());
    this.#waiting.push({ ...event, handles: [], deliveries: 0, current: undefined, confirmed: false });
  }

  /** Up to `max` waiting events, oldest first, each in flight from now on. */
  take(max: number, redeliveredHandle: Switches['redeliveredHandle']): Delivery[] {
    const now = this.#deps.now();
    this.#settle(now);
    const taken: Delivery[] = [];
    while (taken.length < max) {
      const event = this.#waiting.shift();
      if (event === undefined) break;
      taken.push(this.#deliver(event, now, redeliveredHandle));
    }
    return taken;
  }

  /** Settles a whole ConfirmEvents call. A handle named twice in it counts as confirmed twice. */
  confirm(handles: readonly string[], switches: Pick<Switches, 'badHandle' | 'confirmTwice'>): ConfirmResult {
    const at = this.#deps.now();
    this.#settle(at);
    const good = new Set<TrackedDelivery>();
    const refused: Refusal[] = [];
    let accepted = 0;
    for (const handle of handles) {
      const delivery = this.#byHandle.get(handle);
      const reason = delivery && good.has(delivery) ? 'alreadyConfirmed' : this.#judge(delivery);
      if (reason === undefined && delivery !== undefined) good.add(delivery);
      else if (reason === 'alreadyConfirmed' && switches.confirmTwice === 'ok') accepted += 1;
      else refused.push({ handle, reason: reason ?? 'unknown', ...(delivery && { delivery }) });
    }
    const ok = refused.length === 0 || (switches.badHandle === 'ignored' && good.size + accepted > 0);
    const confirmed = ok ? [...good] : [];
    for (const delivery of confirmed) this.#settleConfirmed(delivery, at);
    return { ok, at, confirmed, refused };
  }

  #judge(delivery: TrackedDelivery | undefined): RefusalReason | undefined {
    if (delivery === undefined) return 'unknown';
    if (delivery !== delivery.event.current) return 'late';
    return delivery.event.confirmed ? 'alreadyConfirmed' : undefined;
  }

  #deliver(event: Tracked, now: number, redeliveredHandle: Switches['redeliveredHandle']): TrackedDelivery {
    const kept = redeliveredHandle === 'same' ? event.handles.at(-1) : undefined;
    const handle = kept ?? this.#deps.newHandle();
    if (kept === undefined) event.handles.push(handle);
    event.deliveries += 1;
    const delivery: TrackedDelivery = {
      event,
      number: event.deliveries,
      handle,
      deliveredAt: now,
      windowEndsAt: now + this.#deps.windowMs,
    };
    event.current = delivery;
    this.#byHandle.set(handle, delivery);
    this.#inFlight.push(delivery);
    this.#inFlightCount += 1;
    return delivery;
  }

  #settleConfirmed({ event }: TrackedDelivery, now: number): void {
    event.confirmed = true;
    event.content = '';
    this.#inFlightCount -= 1;
    this.#remembered.push({ event, until: now + this.#deps.windowMs });
  }

  #settle(now: number): void {
    this.#skipConfirmed();
    for (
      let head = this.#inFlight.peek();
      head !== undefined && head.windowEndsAt <= now;
      head = this.#inFlight.peek()
    ) {
      head.event.current = undefined;
      this.#inFlightCount -= 1;
      this.#waiting.push(head.event);
      this.#inFlight.shift();
      this.#skipConfirmed();
    }
    for (let head = this.#remembered.peek(); head !== undefined && head.until <= now; head = this.#remembered.peek()) {
      for (const handle of head.event.handles) this.#byHandle.delete(handle);
      this.#remembered.shift();
    }
  }

  #skipConfirmed(): void {
    while (this.#inFlight.peek()?.event.confirmed) this.#inFlight.shift();
  }
}
