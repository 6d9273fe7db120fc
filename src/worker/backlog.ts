/**
 * How many events wait at VOD, as it tells some three minutes late: a figure for the dashboard, by which nothing is decided. Whether it may be
 * asked at all is a permission of its own: without it only the metric is missing.
 */
import { backoffMs } from '../core/backoff';
import { BACKLOG_EVERY_MS, BACKLOG_REFUSED_MS, MAX_BACKLOG_PAUSE_MS } from '../core/defaults';
import type { Observe } from '../core/observe';
import { failedCall } from '../activities/failures';
import type { VodClient } from '../vod/client';
import { VodCallError } from '../vod/errors';

export class Backlog {
  /** Since when it has never been seen empty, ms since 1970; 0 while it is. */
  private since = 0;
  private failures = 0;

  constructor(
    /** Its client may be replaced by another. */
    private readonly served: { vod: Pick<VodClient, 'describeEventsState'> },
    private readonly observe: Observe,
    private readonly source: string,
  ) {}

  /** Asks once, and returns how long to wait before the next time, in ms. Never throws. */
  async ask(): Promise<number> {
    const { source, observe } = this;
    try {
      const { eventsToPull: events } = await this.served.vod.describeEventsState();
      this.failures = 0;
      if (events === undefined) return BACKLOG_REFUSED_MS;
      this.since = events === 0 ? 0 : this.since || Date.now();
      observe('backlog:ask:ok', { source, events, since: this.since });
      return BACKLOG_EVERY_MS;
    } catch (error) {
      if (!(error instanceof VodCallError)) return BACKLOG_REFUSED_MS;
      const pauseMs = this.pauseAfter(error);
      observe('backlog:ask:failed', { ...failedCall(error), pauseMs });
      return pauseMs;
    }
  }

  private pauseAfter({ errorClass }: VodCallError): number {
    // Somebody has to grant it first.
    if (errorClass === 'configuration' || errorClass === 'bug') return BACKLOG_REFUSED_MS;
    const shape = { initialMs: BACKLOG_EVERY_MS, maximumMs: MAX_BACKLOG_PAUSE_MS };
    return backoffMs(++this.failures, shape, Math.random());
  }
}
