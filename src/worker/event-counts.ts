/**
 * The owned and the parked events of a source, counted by visibility, which costs no action. Whether an event is parked is in its memo alone,
 * so for that each has to be listed; that is done the more rarely the longer it takes.
 */
import type { Client } from '@temporalio/client';
import { callWithin } from '../call-within';
import { messageOf } from '../grpc';
import { visibilityQuery } from '../client/parked-filter';
import { parkedEvents } from '../client/parked';
import { LIST_SHARE, MAX_COUNTED_EVENTS, WATCH_TIMEOUT_MS } from '../core/defaults';
import type { Observe } from '../core/observe';

export class EventCounts {
  /** Of a monotonic clock. */
  private listAgainAt = 0;

  constructor(
    private readonly client: Client,
    private readonly observe: Observe,
    private readonly source: string,
  ) {}

  /** Counts once. Never throws. */
  async count(): Promise<void> {
    const { client, source, observe } = this;
    try {
      const { count: owned } = await callWithin(client, WATCH_TIMEOUT_MS, () =>
        client.workflow.count(visibilityQuery({ source })),
      );
      observe('event:owned:counted', { source, owned });
      if (owned === 0) observe('event:parked:counted', { source, parked: 0 });
      else if (performance.now() >= this.listAgainAt) await this.list();
    } catch (error) {
      observe('poller:watch:failed', { source, error: messageOf(error) });
    }
  }

  private async list(): Promise<void> {
    const { client, source, observe } = this;
    const began = performance.now();
    try {
      let parked = 0;
      for await (const _event of parkedEvents(client).list({ source })) if (++parked >= MAX_COUNTED_EVENTS) break;
      observe('event:parked:counted', { source, parked });
    } finally {
      const now = performance.now();
      this.listAgainAt = now + (now - began) / LIST_SHARE;
    }
  }
}
