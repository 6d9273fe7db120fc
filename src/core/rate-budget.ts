/**
 * A token bucket that hands out start times instead of refusing: callers are spread over the second in the order they ask. The burst is
 * a fifth of a second's worth: enough to make up for a process that was late (a smaller one lost a tenth of the rate on a busy machine,
 * measured), little beside VOD's own limit, which is a second long and shared by everyone who uses the application.
 */
export class RateBudget {
  /** Theoretical arrival time of the next call, ms. */
  private nextAt = 0;
  /** Calls that were reserved so far. */
  reserved = 0;
  private intervalMs = 0;
  private burstMs = 0;

  constructor(
    public perSecond: number,
    private readonly burst = 20,
  ) {
    this.changeRate(perSecond);
  }

  /** From the next call on; what was reserved stays so. */
  changeRate(perSecond: number): void {
    this.perSecond = perSecond;
    this.intervalMs = 1_000 / perSecond;
    this.burstMs = (this.burst - 1) * this.intervalMs;
  }

  /** How many ms from now the next call may be made, which reserves nothing. */
  waitMs(now: number): number {
    return Math.max(0, Math.max(this.nextAt, now - this.burstMs) - now);
  }

  /** Reserves one call and says how many ms to wait before making it; `now` is of a monotonic clock. A reservation that is not used is lost. */
  reserve(now: number): number {
    const waitMs = this.waitMs(now);
    this.reserved++;
    this.nextAt = Math.max(this.nextAt, now - this.burstMs) + this.intervalMs;
    return waitMs;
  }
}
