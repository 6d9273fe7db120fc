/** A figure as it was some time ago. Holds at most this many values for that time, so it is as coarse as a hundredth of it. */
const VALUES = 100;

export class DelayedCount {
  readonly #delayMs: number;
  readonly #now: () => number;
  /** Oldest first; of a hundredth of the delay the last one. Never empty. */
  readonly #values: { at: number; count: number }[];

  constructor(delayMs: number, now: () => number) {
    this.#delayMs = delayMs;
    this.#now = now;
    this.#values = [{ at: -Infinity, count: 0 }];
  }

  set(count: number): void {
    const at = this.#now();
    this.#forget(at);
    const last = this.#values.at(-1);
    if (last !== undefined && at - last.at < this.#delayMs / VALUES) last.count = count;
    else if (last?.count !== count) this.#values.push({ at, count });
  }

  /** As it was `delayMs` ago; 0 before the first value. */
  get count(): number {
    this.#forget(this.#now());
    return this.#values[0]?.count ?? 0;
  }

  /** All but the newest of those that are old enough to be told. */
  #forget(now: number): void {
    for (let next = this.#values[1]; next && next.at <= now - this.#delayMs; next = this.#values[1])
      this.#values.shift();
  }
}
