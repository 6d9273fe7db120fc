/**
 * Events that Temporal cannot take, however they are compressed. They are left, and VOD delivers them again: nothing is truncated and nothing
 * confirmed away. What can be done is to say so where people look.
 */
import type { Client } from '@temporalio/client';
import { EVENT_TOO_LARGE_SIGNAL, pollerId, type TooLargeEvent } from '../core/contract';
import { MAX_PAYLOAD_BYTES, MAX_TOO_LARGE } from '../core/defaults';
import { shownEventType } from '../core/event-type';
import type { Observe } from '../core/observe';
import { contentKey } from '../vod/event-key';
import { messageOf } from '../grpc';

interface TooLargeDeps {
  client: Client;
  /** Of the source. */
  name: string;
  observe: Observe;
}

export class TooLargeEvents {
  /** By content: VOD delivers them again every half minute, and one error each is enough. */
  private readonly reported = new Set<string>();

  constructor(private readonly deps: TooLargeDeps) {}

  /** Says so in the metric every time, in the log and the poller's status once for each event. */
  report(event: unknown, bytes: number): void {
    const { name: source, observe } = this.deps;
    observe('event:size:left', { source });
    const key = contentKey(event);
    if (this.reported.has(key)) return;
    // With more than that something is wrong with all of them, and the poller's history must not grow with it.
    if (this.reported.size >= MAX_TOO_LARGE) return;
    this.reported.add(key);
    const eventType = shownEventType(event);
    observe('event:size:reported', { source, key, eventType, eventBytes: bytes, limitBytes: MAX_PAYLOAD_BYTES });
    void this.tell({ key, eventType, bytes, at: Date.now() });
  }

  private async tell(event: TooLargeEvent): Promise<void> {
    const { client, name: source, observe } = this.deps;
    try {
      await client.workflow.getHandle(pollerId(source)).signal(EVENT_TOO_LARGE_SIGNAL, event);
    } catch (error) {
      observe('event:size:untold', { source, key: event.key, error: messageOf(error) });
    }
  }
}
