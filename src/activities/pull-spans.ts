/**
 * The pulls of one pump and its batches, as they are traced. Each pull begins a trace, because its id is to be sent along and nobody knows
 * yet what it brings. A batch goes on with the trace of the first pull that it has events of, and is linked to the others.
 */
import type { Span, Tracing } from '../tracing/tracing';
import type { RawEvent } from '../vod/api';
import { withoutUnused } from '../vod/read-event';
import { tracedCall } from './traced-call';

interface Pulled {
  events: RawEvent[];
  requestId?: string;
}

export class PullSpans {
  /** The `traceparent` of the pull that brought an event, for as long as the event is held. */
  private readonly broughtBy = new WeakMap<RawEvent, string>();

  constructor(
    private readonly tracing: Tracing,
    private readonly source: string,
  ) {}

  /** Pulls. An answer without events is the rule while idle: its span is never ended, and so nobody hears of it. */
  async pull(call: (traceId: string | undefined) => Promise<Pulled>): Promise<RawEvent[]> {
    const { source } = this;
    const span = this.tracing.start('pull', { source });
    const { events: pulled, requestId } = await tracedCall(span, call);
    const events = pulled.map(withoutUnused);
    if (events.length > 0) span.end({ events: events.length, code: 'ok', requestId });
    this.remember(events, span.traceparent);
    return events;
  }

  /** The span of a batch of these events. */
  batch(events: readonly RawEvent[]): Span {
    const pulls = new Set(events.map((event) => this.broughtBy.get(event)));
    return this.tracing.start('batch', { source: this.source, events: events.length }, [...pulls]);
  }

  private remember(events: readonly RawEvent[], traceparent: string | undefined): void {
    if (traceparent === undefined) return;
    // What came over the network may be anything.
    for (const event of events) if (typeof event === 'object' && event !== null) this.broughtBy.set(event, traceparent);
  }
}
