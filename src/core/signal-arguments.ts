import type { DiscardArgument, ReadableEvent, RetryArgument } from './contract';
import { MAX_CHANGED_EVENT_BYTES, MAX_EVENT_DEPTH, MAX_REASON_LENGTH } from './defaults';
import { wellFormed } from './error-text';
import { InvalidInput } from './input';
import { kindOf } from './kind-of';
import { nestsDeeper } from './nesting';

/**
 * Checks of what comes with the signals of `vodEvent`. Stricter than those of inputs: a member that nobody knows is refused, because a
 * misspelt "event" would retry the old one and a misspelt "reason" would drop the event without it.
 */

/** @throws InvalidInput, which names the field and what it must be. */
export function parseRetryArguments(args: readonly unknown[]): RetryArgument {
  const { event } = argumentOf(args, 'event');
  if (event == null) return {};
  if (!isObject(event)) throw wrong('event', 'one JSON object: the event to handle instead', event);
  checkReadable(event);
  // Before it is written as JSON, which overflows the stack on one that is nested without end.
  if (nestsDeeper(event, MAX_EVENT_DEPTH)) {
    throw new InvalidInput(`"event" must not be nested deeper than ${MAX_EVENT_DEPTH} levels.`);
  }
  const bytes = new TextEncoder().encode(JSON.stringify(event)).length;
  if (bytes > MAX_CHANGED_EVENT_BYTES) {
    throw new InvalidInput(`"event" must have at most ${MAX_CHANGED_EVENT_BYTES} bytes of JSON; it had ${bytes}.`);
  }
  return { event };
}

/** @throws InvalidInput, which names the field and what it must be. */
export function parseDiscardArguments(args: readonly unknown[]): DiscardArgument {
  const { reason } = argumentOf(args, 'reason');
  if (reason == null) return {};
  if (typeof reason !== 'string' || reason === '') throw wrong('reason', 'a text', reason);
  if (reason.length > MAX_REASON_LENGTH) {
    throw new InvalidInput(`"reason" must have at most ${MAX_REASON_LENGTH} characters; it had ${reason.length}.`);
  }
  if (reason !== wellFormed(reason)) throw new InvalidInput('"reason" must be whole characters; it has half of one.');
  return { reason };
}

/** The one argument, if there is one, with no other member than this. */
function argumentOf(args: readonly unknown[], member: string): Record<string, unknown> {
  if (args.length > 1) throw new InvalidInput(`The signal takes one argument at most; there were ${args.length}.`);
  const argument = args[0] ?? {};
  if (!isObject(argument)) {
    throw new InvalidInput(`The argument must be one JSON object; it was ${kindOf(argument)}.`);
  }
  if (Object.keys(argument).some((name) => name !== member)) {
    throw new InvalidInput(`The argument may have no other member than "${member}".`);
  }
  return argument;
}

/** One that cannot be read would be parked at once, and the event that could be would be gone. */
function checkReadable(event: Record<string, unknown>): asserts event is ReadableEvent & Record<string, unknown> {
  const { EventType: eventType, EventHandle: eventHandle } = event;
  if (typeof eventType !== 'string' || eventType === '') {
    throw wrong('event.EventType', 'the event type, a string', eventType);
  }
  if (eventHandle != null && typeof eventHandle !== 'string') {
    throw wrong('event.EventHandle', 'a string, or missing', eventHandle);
  }
}

/** By its tag, because bytes are objects too, and because a workflow's objects may come from another realm. */
function isObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function wrong(field: string, expected: string, actual: unknown): InvalidInput {
  return new InvalidInput(`"${field}" must be ${expected}; it was ${kindOf(actual)}.`);
}
