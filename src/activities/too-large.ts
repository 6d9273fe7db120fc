/**
 * Events that Temporal cannot take, however they are compressed. They are left, and VOD delivers them again: nothing is truncated and nothing
 * confirmed away. What can be done is to say so where people look.
 */
import type { Client } from '@temporalio/client';
import { encodeToPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { EVENT_TOO_LARGE_SIGNAL, pollerId, type BatchInput, type TooLargeEvent } from '../core/contract';
import { MAX_PAYLOAD_BYTES, MAX_REMEMBERED_KEYS } from '../core/defaults';
import { wellFormed } from '../core/error-text';
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

/** Bytes of a batch as Temporal would store it, compressed and encrypted; `undefined` when it fits. */
export async function excessBytes(client: Client, input: BatchInput): Promise<number | undefined> {
  const payloads = (await encodeToPayloads(client.options.loadedDataConverter, input)) ?? [];
  const bytes = payloads.reduce((total, { data }) => total + (data?.length ?? 0), 0);
  return bytes > MAX_PAYLOAD_BYTES ? bytes : undefined;
}

export class TooLargeEvents {
  /** By content, oldest first: VOD delivers them again every half minute, and one error each is enough. */
  private readonly reported = new Set<string>();

  constructor(private readonly deps: TooLargeDeps) {}

  /** Says so in the metric every time, in the log and the poller's status once for each event. */
  report(event: unknown, bytes: number): void {
    const { name, log, onTooLarge } = this.deps;
    onTooLarge(name);
    const key = contentKey(event);
    if (this.reported.has(key)) return;
    this.reported.add(key);
    for (const oldest of this.reported) if (this.reported.size > MAX_REMEMBERED_KEYS) this.reported.delete(oldest);
    const { EventType: type } = event as { EventType?: unknown };
    const eventType = typeof type === 'string' ? wellFormed(type.slice(0, 200)) : '(none)';
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
