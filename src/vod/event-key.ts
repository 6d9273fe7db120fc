import { createHash } from 'node:crypto';
import { configure } from 'safe-stable-stringify';
import { handleOf } from '../core/handle';
import { nestsDeeper } from '../core/nesting';
import { isRecord, readEvent } from './read-event';

/**
 * 128 bits in hexadecimal. The key is part of a workflow id and typed by people at a shell: hexadecimal needs no quoting, never starts
 * with a dash, has no upper and lower case to mix up, and a double click selects all of it.
 */
const KEY_LENGTH = 32;

/** Levels of nesting that are part of an event's content. VOD's deepest model has eleven; the stack of the serializer lasts for thousands. */
const HASHED_DEPTH = 255;

/** The array around the content is a level of its own. */
const canonicalJson = configure({ maximumDepth: HASHED_DEPTH + 1 });

/**
 * The event key: the id of an event, which VOD itself does not give.
 *
 * With a natural identity it depends on the content alone, whatever the order of members and whichever delivery brought it. Without one,
 * `delivery` goes in too, and two equal events of two deliveries have two keys. See {@link deliveryAt}.
 *
 * The content is every member that is not `null`, except `EventHandle`: VOD sends the fields an event does not use as `null` or not at all.
 * Inside the payload `null` and missing differ. Malformed events have a key too; this never throws for anything JSON can express.
 *
 * @returns 32 hexadecimal digits
 */
export function eventKey(raw: unknown, delivery: string): string {
  // One JSON array, so that no content can be mistaken for another content and delivery.
  const identity = [hasNaturalIdentity(raw) ? null : delivery, isRecord(raw) ? contentOf(raw) : raw];
  return createHash('sha256').update(canonicalJson(identity)).digest('hex').slice(0, KEY_LENGTH);
}

/** The `delivery` of the event at a position of a batch: its handle, or, where it was submitted without one, where that was. */
export function deliveryAt(
  index: number,
  raw: unknown,
  batch: { workflowId: string; runId: string } | undefined,
): string {
  return handleOf(raw) ?? `${batch?.workflowId}/${batch?.runId}/${index}`;
}

/** The key of an event's content alone, the same for every delivery of it, and for every other event that says the same. */
export function contentKey(raw: unknown): string {
  return eventKey(raw, '');
}

/**
 * Whether an event of equal type and content is the same event. Only a TaskId in the payload makes it so: media can be uploaded,
 * restored or cast again with nothing in the event to tell. An event nested deeper than is hashed has none either: when in doubt an event
 * is processed twice rather than not at all.
 */
export function hasNaturalIdentity(raw: unknown): boolean {
  const event = readEvent(raw);
  if (!event.ok || event.payload === null) return false;
  const taskId = event.payload.TaskId;
  const named = typeof taskId === 'number' || (typeof taskId === 'string' && taskId !== '');
  return named && !nestsDeeper(raw, HASHED_DEPTH);
}

function contentOf(raw: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([name, value]) => name !== 'EventHandle' && value != null));
}
