import { MAX_SHOWN_TYPE_LENGTH } from './defaults';
import { wellFormed } from './error-text';
import { documentedEventType } from './event-payloads';

/** What an event is called that has no type. */
const MALFORMED = '(malformed)';

/** The type of a raw event as memos and lists show it: in the documented spelling, and never too long for them. */
export function shownEventType(raw: unknown): string {
  const eventType = typeof raw === 'object' && raw !== null ? (raw as { EventType?: unknown }).EventType : undefined;
  if (typeof eventType !== 'string' || eventType === '') return MALFORMED;
  return wellFormed(documentedEventType(eventType).slice(0, MAX_SHOWN_TYPE_LENGTH));
}
