import { MAX_EVENT_DEPTH } from '../core/defaults';
import { nestsDeeper } from '../core/nesting';
import { isRecord, readEvent } from '../vod/read-event';
import { Refusal } from './refusals';
import { checkSignature, SIGNATURE_FIELDS, signatureOf } from './signature';

/** One event that VOD has posted. */
export interface Callback {
  /** As an element of `EventSet`, without a handle: there is nothing to confirm. */
  event: Record<string, unknown>;
  /** What tells this callback from another of equal content, and not from its own repeats; undefined when nothing does. */
  delivery: string | undefined;
}

export interface CallbackRequest {
  query: Record<string, unknown>;
  body: Uint8Array;
}

/** What is about the callback, not about the event. A handle would have the batch wait for a confirm that VOD does not expect. */
const NOT_CONTENT = new Set(['EventHandle', ...SIGNATURE_FIELDS]);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads VOD's callback: a POST whose body is one JSON object like an element of `EventSet`, without `EventHandle`. With keys it must be
 * signed by one of them. A signed event without an EventType is VOD's all the same, and is taken to be parked; an unsigned one is anybody's.
 *
 * @throws Refusal when it is not VOD's, or cannot be an event
 */
export function readCallback({ query, body }: CallbackRequest, keys: readonly string[], nowMs: number): Callback {
  const content = parse(body);
  if (!isRecord(content)) throw new Refusal('not-an-object');
  const signature = signatureOf(query, content);
  if (keys.length > 0) checkSignature(signature, keys, nowMs);
  // Deeper it could be read here and not be written to Temporal.
  if (nestsDeeper(content, MAX_EVENT_DEPTH)) throw new Refusal('nested-too-deep');
  const event = Object.fromEntries(Object.entries(content).filter(([name]) => !NOT_CONTENT.has(name)));
  if (keys.length === 0 && !readEvent(event).ok) throw new Refusal('no-event-type');
  return { event, delivery: signature?.expiresAtS };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch (error) {
    throw new Refusal('not-json', { cause: error });
  }
}
