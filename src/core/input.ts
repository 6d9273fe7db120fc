import type { RawEvent } from '../vod/api';
import { wellFormed } from './error-text';
import {
  CONFIRM_POLICIES,
  SOURCE_NAME,
  SOURCE_NAME_RULE,
  type BatchInput,
  type ConfirmPolicy,
  type EventCarried,
  type EventFailure,
  type EventInput,
  type PollerInput,
  type PumpMemory,
} from './contract';
import { MAX_RETRY_LATER_MS, MAX_TRACEPARENT_LENGTH } from './defaults';
import { kindOf } from './kind-of';

/**
 * Checks of what other programs send, in any language. Hand-written because they run inside workflows, where every imported byte is
 * bundled, and because the message must name the field.
 */

/** Thrown when an input has the wrong version or shape. The message names the field, what it must be and what it was. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

/** Thrown when an input is of a version that a later release made: not wrong, only not for this one. */
export class NewerInput extends Error {
  override readonly name = 'NewerInput';
  constructor(workflow: string, version: number) {
    super(
      `The input of ${workflow} has version ${version}, and this worker knows 1. A worker of a later release has to take it; nothing is lost until then.`,
    );
  }
}

export function parseBatchInput(input: unknown): BatchInput {
  const fields = object(input, 'vodEventBatch');
  const source = sourceOf(fields);
  const pulledAt = fields.pulledAt;
  if (typeof pulledAt !== 'number' || !Number.isFinite(pulledAt) || pulledAt < 0) {
    throw wrong('pulledAt', 'a time in ms since 1970', pulledAt);
  }
  const events = fields.events;
  if (!isList(events)) throw wrong('events', 'a list: the EventSet as VOD returned it', events);
  const ageMs = fields.ageMs ?? undefined;
  if (ageMs !== undefined && (typeof ageMs !== 'number' || !Number.isFinite(ageMs) || ageMs < 0)) {
    throw wrong('ageMs', 'a number of ms', ageMs);
  }
  const confirmOnly = keysOf(fields, 'confirmOnly');
  const confirmPolicy = policyOf(fields);
  const lastDelivery = keysOf(fields, 'lastDelivery');
  return {
    version: 1,
    source,
    pulledAt,
    events,
    ...(ageMs !== undefined && { ageMs }),
    ...(confirmOnly && { confirmOnly }),
    ...(confirmPolicy && { confirmPolicy }),
    ...(lastDelivery && { lastDelivery }),
    ...traceparentOf(fields),
  };
}

function policyOf({ confirmPolicy }: Record<string, unknown>): ConfirmPolicy | undefined {
  if (confirmPolicy == null) return undefined;
  const known = CONFIRM_POLICIES.find((policy) => policy === confirmPolicy);
  if (!known) throw wrong('confirmPolicy', CONFIRM_POLICIES.map((policy) => `"${policy}"`).join(' or '), confirmPolicy);
  return known;
}

function keysOf(fields: Record<string, unknown>, field: string): string[] | undefined {
  const keys = fields[field] ?? undefined;
  if (keys === undefined || isKeys(keys)) return keys;
  throw wrong(field, 'a list of event keys', keys);
}

export function parseEventInput(input: unknown): EventInput {
  const fields = object(input, 'vodEvent');
  const source = sourceOf(fields);
  const key = fields.key;
  if (typeof key !== 'string' || key === '') throw wrong('key', 'the event key, a string', key);
  if (fields.event === undefined) throw wrong('event', 'the event as VOD returned it', undefined);
  const tries = fields.tries ?? 0;
  if (typeof tries !== 'number' || !Number.isInteger(tries) || tries < 0) throw wrong('tries', 'a whole number', tries);
  const home = fields.home ?? undefined;
  if (home !== undefined && (typeof home !== 'string' || home !== wellFormed(home))) {
    throw wrong('home', 'the name of a task queue', home);
  }
  const failure = failureOf(fields.failure);
  const park = fields.park ?? false;
  if (typeof park !== 'boolean') throw wrong('park', 'true or false', park);
  const afterMs = fields.afterMs ?? undefined;
  if (afterMs !== undefined && !isPauseMs(afterMs)) throw wrong('afterMs', 'a number of ms, at most a day', afterMs);
  const carried = carriedOf(fields.carried);
  return {
    version: 1,
    source,
    key,
    event: fields.event,
    tries,
    ...(failure && { failure }),
    ...(park && { park }),
    ...(afterMs !== undefined && { afterMs }),
    ...(home !== undefined && { home }),
    ...traceparentOf(fields),
    ...(carried && { carried }),
  };
}

/** Refused for no reason: how a batch is traced is nothing to lose its events for. */
function traceparentOf({ traceparent }: Record<string, unknown>): { traceparent?: string } {
  return typeof traceparent === 'string' && traceparent.length <= MAX_TRACEPARENT_LENGTH ? { traceparent } : {};
}

export function parsePollerInput(input: unknown): PollerInput {
  const fields = object(input, 'vodEventPoller');
  const source = sourceOf(fields);
  const paused = fields.paused ?? false;
  if (typeof paused !== 'boolean') throw wrong('paused', 'true or false', paused);
  const memory = memoryOf(fields.memory);
  return { version: 1, source, paused, ...(memory && { memory }) };
}

function isPauseMs(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= MAX_RETRY_LATER_MS;
}

function memoryOf(memory: unknown): PumpMemory | undefined {
  if (memory == null) return undefined;
  const { remembered, unfinished } = memory as Partial<PumpMemory>;
  const counts: unknown[] = typeof unfinished === 'object' && unfinished !== null ? Object.values(unfinished) : [''];
  if (isKeys(remembered) && unfinished !== undefined && counts.every((count) => typeof count === 'number')) {
    return { remembered, unfinished };
  }
  throw wrong('memory', 'an object with "remembered", a list of keys, and "unfinished", a number for each key', memory);
}

function isKeys(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((key) => typeof key === 'string');
}

function failureOf(failure: unknown): EventFailure | undefined {
  if (failure == null) return undefined;
  const { type, message, at } = failure as Partial<EventFailure>;
  if (typeof type === 'string' && typeof message === 'string' && typeof at === 'number')
    return { type: wellFormed(type), message: wellFormed(message), at };
  throw wrong('failure', 'an object with "type", "message" and "at"', failure);
}

/** Looked at only as far as a mistake of somebody else's would do harm: it is this workflow's own word. */
function carriedOf(carried: unknown): EventCarried | undefined {
  if (carried == null) return undefined;
  const { state, tries, since, ownedAt, reportAfterMs = 0 } = carried as Partial<EventCarried>;
  const areNumbers = [tries, since, ownedAt, reportAfterMs].every((value) => typeof value === 'number');
  if ((state === 'handling' || state === 'parked') && areNumbers) return carried as EventCarried;
  throw wrong('carried', 'what a run of this workflow handed on to the next; leave it out', carried);
}

/** What the elements are is looked at one by one, later: a malformed one must not fail the others. */
function isList(value: unknown): value is RawEvent[] {
  return Array.isArray(value);
}

function object(input: unknown, workflow: string): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new InvalidInput(`The input of ${workflow} must be one JSON object with a version; it was ${nameOf(input)}.`);
  }
  const fields = input as Record<string, unknown>;
  const { version } = fields;
  if (typeof version === 'number' && Number.isInteger(version) && version > 1) throw new NewerInput(workflow, version);
  if (version !== 1) throw wrong('version', '1', version);
  return fields;
}

function sourceOf(fields: Record<string, unknown>): string {
  const source = fields.source;
  if (typeof source !== 'string' || !SOURCE_NAME.test(source)) {
    throw wrong('source', `the SubAppId as a string, or "default" (${SOURCE_NAME_RULE})`, source);
  }
  return source;
}

function wrong(field: string, expected: string, actual: unknown): InvalidInput {
  return new InvalidInput(`"${field}" must be ${expected}; it was ${nameOf(actual)}.`);
}

/** Numbers and booleans are told, because no payload is one; of anything else only what it is. */
function nameOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value);
}
