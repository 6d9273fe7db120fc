import { PAYLOAD_FIELDS } from '../../core/event-payloads';
import { InvalidEmulatorInputError } from './errors';

/** An event as it is kept: its JSON members without the braces and without a handle, made once however often it is delivered. */
export interface EventContent {
  readonly type: string;
  readonly content: string;
}

/**
 * Checks `{ EventType, <payload field>: {…} }` objects and makes their content, with a `null` for every other payload field if
 * `nullFields`. Payloads are not looked into: unknown types and fields exist, and a consumer must stand them.
 * Throws {@link InvalidEmulatorInputError}.
 */
export function eventContents(events: unknown, nullFields: boolean): EventContent[] {
  if (!Array.isArray(events)) throw new InvalidEmulatorInputError('events', ['must be an array']);
  return events.map((value: unknown, index) => {
    const event = checkedEvent(value, index);
    const members = JSON.stringify(event).slice(1, -1);
    return { type: event.EventType, content: nullFields ? members + nullMembers(Object.keys(event)) : members };
  });
}

function checkedEvent(event: unknown, index: number): { readonly EventType: string } {
  const refuse = (problem: string): never => {
    throw new InvalidEmulatorInputError('events', [`event ${index} ${problem}`]);
  };
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return refuse('is not an object');
  if ('EventHandle' in event) return refuse('has an EventHandle, which only the emulator gives out');
  return hasEventType(event) ? event : refuse('has no EventType');
}

function hasEventType(event: object): event is { readonly EventType: string } {
  return 'EventType' in event && typeof event.EventType === 'string' && event.EventType !== '';
}

/** By the members an event has; in practice one entry for each event type in use. */
const nullMembersByKeys = new Map<string, string>();

function nullMembers(present: readonly string[]): string {
  const key = present.join();
  let members = nullMembersByKeys.get(key);
  if (members === undefined) {
    members = PAYLOAD_FIELDS.filter((field) => !present.includes(field))
      .map((field) => `,"${field}":null`)
      .join('');
    nullMembersByKeys.set(key, members);
  }
  return members;
}
