/** Sweeps are at least this far apart: at full speed something is due in every millisecond. */
const SWEEP_EVERY_MS = 1_000;

/**
 * Forgets things some time after each was added, up to a second late. One timer for all: at full speed a timer for each would be most of
 * what a process holds, and would be moved about by every garbage collection.
 */
export class ForgetLater<T> {
  /** The oldest first: all are kept equally long. */
  private items: { item: T; endsAt: number }[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly keptMs: number,
    private readonly forget: (item: T) => void,
  ) {}

  add(item: T): void {
    this.items.push({ item, endsAt: performance.now() + this.keptMs });
    if (this.timer === undefined) this.sweepIn(this.keptMs);
  }

  private sweepIn(ms: number): void {
    this.timer = setTimeout(() => this.sweep(), ms).unref();
  }

  private sweep(): void {
    const now = performance.now();
    const firstKept = this.items.findIndex(({ endsAt }) => endsAt > now);
    const due = this.items.splice(0, firstKept === -1 ? this.items.length : firstKept);
    for (const { item } of due) this.forget(item);
    const [next] = this.items;
    this.timer = undefined;
    if (next) this.sweepIn(Math.max(SWEEP_EVERY_MS, next.endsAt - now));
  }
}
