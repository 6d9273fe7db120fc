import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';

/** Each look wakes the process, which most of the time has nothing else to do. */
const RESOLUTION_MS = 100;
/** Between two looks, which are at least their resolution apart. Shorter delays are the clock margin's business. */
const NOTICEABLE_MS = 2 * RESOLUTION_MS;
const ROTATE_MS = 5_000;

/**
 * How long the event loop was blocked lately. A response that arrives while a handler blocks the loop is seen late, and its window has been
 * running all the while: {@link arrivedAt} dates it back.
 */
export class LoopLag {
  private readonly current: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private readonly timer: NodeJS.Timeout;
  private previousMs = 0;

  constructor() {
    this.current.enable();
    this.timer = setInterval(() => {
      this.previousMs = this.longestMs();
      this.current.reset();
    }, ROTATE_MS);
    this.timer.unref();
  }

  /** The earliest moment a response seen now may have arrived, for a request made at `requestedAt` (both ms since 1970). */
  arrivedAt(now: number, requestedAt: number): number {
    const lagMs = Math.max(this.longestMs(), this.previousMs);
    return lagMs < NOTICEABLE_MS ? now : Math.max(requestedAt, now - Math.ceil(lagMs));
  }

  stop(): void {
    clearInterval(this.timer);
    this.current.disable();
  }

  /** Between two looks: more than the loop was blocked for, by one resolution at most. */
  private longestMs(): number {
    return this.current.count === 0 ? 0 : this.current.max / 1e6;
  }
}
