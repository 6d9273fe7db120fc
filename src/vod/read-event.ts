import { documentedEventType, payloadFieldOf } from '../core/event-payloads';
import { handleOf } from '../core/handle';
import { kindOf } from '../core/kind-of';
import type { RawEvent } from './api';

/** What an element of `EventSet` turned out to be. `handle` is there whenever the element has one: malformed events have to be confirmed too. */
export type ReadEvent =
  | {
      ok: true;
      /** In the documented spelling where VOD's documents have several. */
      type: string;
      /** `null` if the event has none. */
      payload: Record<string, unknown> | null;
      /** Missing if the event did not come from VOD's queue. */
      handle?: string;
      /** The members that are not `null`, without EventType and EventHandle, as they came: more than one, or an unknown one, is worth a log line. */
      fields: string[];
    }
  | {
      ok: false;
      /** Names the member and what it was; never its content. */
      problem: string;
      handle?: string;
    };

/**
 * Reads one element of `EventSet`. Only what makes an event unusable is malformed: not an object, no EventType, a handle that is not
 * text. Types and members that nobody has heard of go through, because VOD adds them without notice. Never throws for anything JSON can
 * express.
 *
 * The payload is the member the documents name for the type. Where that is missing it is another member that is an object, so that a new
 * type, or an old one in a new place, still reaches its handler; of several, the first by name, so that the order in which they were sent
 * decides nothing.
 */
export function readEvent(raw: unknown): ReadEvent {
  if (!isRecord(raw)) return { ok: false, problem: `An event must be an object; it was ${kindOf(raw)}` };
  const found = handleOf(raw);
  const handle = found === undefined ? {} : { handle: found };
  const { EventType: eventType, EventHandle: eventHandle } = raw;
  if (typeof eventType !== 'string' || eventType === '') {
    return { ok: false, problem: `EventType must be a non-empty string; it was ${kindOf(eventType)}`, ...handle };
  }
  if (eventHandle != null && typeof eventHandle !== 'string') {
    return { ok: false, problem: `EventHandle must be a string; it was ${kindOf(eventHandle)}` };
  }
  const members = payloadMembers(raw);
  const payload = payloadAmong(members, payloadFieldOf(eventType));
  return {
    ok: true,
    type: documentedEventType(eventType),
    payload,
    ...handle,
    fields: members.map(([field]) => field),
  };
}

/** An object of JSON: neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The event without the members that it does not use: VOD sends those of every other type as `null`, which is most of an event's bytes.
 * What is left reads the same and has the same key.
 */
export function withoutUnused(event: RawEvent): RawEvent {
  if (!isRecord(event)) return event;
  return Object.fromEntries(
    Object.entries(event).filter(([name, value]) => value !== null || name === 'EventType' || name === 'EventHandle'),
  );
}

function payloadMembers(raw: Record<string, unknown>): [field: string, value: unknown][] {
  return Object.entries(raw).filter(
    ([field, value]) => field !== 'EventType' && field !== 'EventHandle' && value != null,
  );
}

function payloadAmong(members: [field: string, value: unknown][], documented?: string): Record<string, unknown> | null {
  const objects = members.filter((member): member is [string, Record<string, unknown>] => isRecord(member[1]));
  const payload =
    objects.find(([field]) => field === documented) ?? objects.sort(([one], [other]) => (one < other ? -1 : 1))[0];
  return payload?.[1] ?? null;
}
