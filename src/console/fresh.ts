/**
 * Gives what `read` gave at most so long ago, and reads anew when it is older. However many ask, one read is under way at a time; while nobody
 * asks, nothing is read.
 */
export class Fresh<T> {
  private reading: Promise<T> | undefined;
  private readAt = Number.NEGATIVE_INFINITY;
  private last: T | undefined;

  constructor(
    private readonly read: () => Promise<T>,
    /** Asked each time. */
    private readonly maxAgeMs: () => number,
  ) {}

  /** Rejects with what `read` rejects with. */
  get(): Promise<T> {
    if (this.last !== undefined && performance.now() - this.readAt < this.maxAgeMs()) return Promise.resolve(this.last);
    this.reading ??= this.again().finally(() => (this.reading = undefined));
    return this.reading;
  }

  /** The next one to ask gets nothing that was read before. */
  expire(): void {
    this.readAt = Number.NEGATIVE_INFINITY;
  }

  private async again(): Promise<T> {
    const beganAt = performance.now();
    this.last = await this.read();
    // Counted from its beginning, so that a slow read does not slow down the next one.
    this.readAt = beganAt;
    return this.last;
  }
}
