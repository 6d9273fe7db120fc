/**
 * A token bucket that holds one second's worth of calls and refills evenly. Refused calls take nothing, so that a client which runs
 * into the limit gets exactly the rate through and not less.
 */
export class RateLimit {
  readonly #perSecond: number;
  readonly #now: () => number;
  #tokens: number;
  #refilledAt: number;

  /** `perSecond` may be `Infinity`; `now` is in milliseconds. */
  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#tokens = this.#capacity;
    this.#refilledAt = now();
  }

  /** Whether one more call is allowed now; if so it is counted. */
  take(): boolean {
    if (this.#perSecond === Infinity) return true;
    const now = this.#now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((now - this.#refilledAt) * this.#perSecond) / 1000);
    this.#refilledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Below one call a second the bucket must still be able to hold one. */
  get #capacity(): number {
    return Math.max(1, this.#perSecond);
  }
}
