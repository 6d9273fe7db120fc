import type { CallFailure } from '../core/contract';
import { HEADROOM_KEPT_MS } from '../core/defaults';
import type { VodCallError } from '../vod/errors';

/** What this process remembers of its calls to VOD for one source: for whoever asks how its pump fares. */
export class CallRecord {
  /** The last call that failed; it stays when calls succeed again. */
  lastError: CallFailure | undefined;
  /** Pumps of the source in this process that are to pull: one, or for a moment two when one has just taken over from the other. */
  private pumps = 0;
  /** When a pull ended last, well or not, or the pump began; of a monotonic clock. */
  private pumpedMs = 0;
  /** The least headroom of each second, the oldest first. */
  private leastBySecond = new Map<number, number>();

  pumpBegan(): void {
    this.pumps++;
    this.pullEnded();
  }

  pumpEnded(): void {
    this.pumps--;
  }

  pullEnded(): void {
    this.pumpedMs = performance.now();
  }

  /** For how long no pull has ended, in ms, while a pump is to pull here; undefined without one. */
  idleMs(): number | undefined {
    return this.pumps > 0 ? performance.now() - this.pumpedMs : undefined;
  }

  failed({ api, code, errorClass, requestId }: VodCallError): void {
    this.lastError = { api, code: code ?? errorClass, ...(requestId !== undefined && { requestId }), at: Date.now() };
  }

  /** A confirm was answered with so much of the window left. */
  confirmed(headroomMs: number, now: number): void {
    const second = Math.floor(now / 1_000);
    this.leastBySecond.set(second, Math.min(headroomMs, this.leastBySecond.get(second) ?? headroomMs));
    this.forget(now);
  }

  /** The least of the last minute; undefined without a confirm. */
  headroomMs(now: number): number | undefined {
    this.forget(now);
    return this.leastBySecond.size === 0 ? undefined : Math.min(...this.leastBySecond.values());
  }

  private forget(now: number): void {
    for (const second of this.leastBySecond.keys()) {
      if (second * 1_000 > now - HEADROOM_KEPT_MS) break;
      this.leastBySecond.delete(second);
    }
  }
}
