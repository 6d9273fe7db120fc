/**
 * Whether a restart of this process would get events of a source flowing again. That is what a liveness probe decides, so what a restart
 * cannot mend is live: VOD or Temporal that is down, a poller that is paused, halted or gone, a pump that another process has.
 */
import type { CallRecord } from '../activities/call-record';
import { LIVE_PULL_MS } from '../core/defaults';
import type { PollerWatch } from './poller-watch';

export interface SourceLiveness {
  live: boolean;
  /** In a sentence. */
  reason: string;
  /** When the last pull completed, on whichever worker and as far as this one knows; ISO 8601. */
  lastPullAt?: string;
}

export class Liveness {
  /** Since when nobody has had the pump although somebody should; of a monotonic clock. */
  private untakenMs: number | undefined;

  constructor(
    private readonly calls: Pick<CallRecord, 'idleMs'>,
    private readonly poller: Pick<PollerWatch, 'last' | 'isAnswered' | 'freshen'>,
  ) {}

  /** As it is now, at this time of a monotonic clock. */
  now(nowMs: number): SourceLiveness {
    const lastPullAt = this.poller.last?.pump?.report?.lastPullAt;
    return {
      ...this.judged(nowMs),
      ...(lastPullAt !== undefined && { lastPullAt: new Date(lastPullAt).toISOString() }),
    };
  }

  private judged(nowMs: number): SourceLiveness {
    const idleMs = this.calls.idleMs();
    if (idleMs !== undefined) {
      this.untakenMs = undefined;
      const ago = `${Math.round(idleMs / 1_000)} s ago`;
      return idleMs <= LIVE_PULL_MS
        ? { live: true, reason: `This process pulls; the last pull ended ${ago}.` }
        : { live: false, reason: `This process is to pull, and the last pull ended ${ago}.` };
    }
    this.poller.freshen();
    const elsewhere = this.elsewhere();
    if (elsewhere !== undefined) {
      this.untakenMs = undefined;
      return { live: true, reason: elsewhere };
    }
    this.untakenMs ??= nowMs;
    const forMs = nowMs - this.untakenMs;
    return { live: forMs <= LIVE_PULL_MS, reason: `No worker has taken the pump for ${Math.round(forMs / 1_000)} s.` };
  }

  /** Why it is not for this process to pull; undefined when it could. */
  private elsewhere(): string | undefined {
    const { last, isAnswered } = this.poller;
    if (!last || !isAnswered) return 'Temporal has not said how the poller is; a restart would not mend that.';
    if (last.pump?.running) return 'Another worker pulls.';
    if (last.state === 'paused') return 'The poller is paused.';
    if (last.state === 'halted') return 'The poller is halted: a person must act, see its status.';
    return last.state === 'missing' ? 'There is no poller; the start of a worker makes one.' : undefined;
  }
}
