/**
 * Events that Temporal cannot take, however they are compressed. They are left, and VOD delivers them again: nothing is truncated and nothing
 * confirmed away. What can be done is to say so where people look.
 */
import type { Client } from '@temporalio/client';
import { EVENT_TOO_LARGE_SIGNAL, pollerId, type TooLargeEvent } from '../core/contract';
import { MAX_PAYLOAD_BYTES, MAX_TOO_LARGE } from '../core/defaults';
import { shownEventType } from '../core/event-type';
import type { HandlerLog } from '../routes/types';
import { contentKey } from '../vod/event-key';
import { messageOf } from './grpc';

interface TooLargeDeps {
  client: Client;
  /** Of the source. */
  name: string;
  log: HandlerLog;
  /** Told of every delivery. */
  onTooLarge: (source: string) => void;
}

export class TooLargeEvents {
  /** By content: VOD delivers them again every half minute, and one error each is enough. */
  private readonly reported = new Set<string>();

  constructor(private readonly deps: TooLargeDeps) {}

  /** Says so in the metric every time, in the log and the poller's status once for each event. */
  report(event: unknown, bytes: number): void {
    const { name, log, onTooLarge } = this.deps;
    onTooLarge(name);
    const key = contentKey(event);
    if (this.reported.has(key)) return;
    // With more than that something is wrong with all of them, and the poller's history must not grow with it.
    if (this.reported.size >= MAX_TOO_LARGE) return;
    this.reported.add(key);
    const eventType = shownEventType(event);
    log.error(
      `An event is too large for Temporal, which takes ${MAX_PAYLOAD_BYTES} bytes, compressed and encrypted. It is left, and VOD will deliver ` +
        'it again for four days: process it by other means, and confirm it.',
      { source: name, eventKey: key, eventType, eventBytes: bytes },
    );
    void this.tell({ key, eventType, bytes, at: Date.now() });
  }

  private async tell(event: TooLargeEvent): Promise<void> {
    const { client, name, log } = this.deps;
    try {
      await client.workflow.getHandle(pollerId(name)).signal(EVENT_TOO_LARGE_SIGNAL, event);
    } catch (error) {
      log.warn('The poller could not be told of an event that is too large', { source: name, error: messageOf(error) });
    }
  }
}
