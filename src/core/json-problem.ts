import { MAX_EVENT_DEPTH } from './defaults';
import { kindOf } from './kind-of';

/**
 * Why a value is not the JSON that a program in another language would receive as it was meant; `undefined` when it is. Names the place and
 * what is there, never its content. Members that are `undefined` are none.
 */
export function jsonProblem(value: unknown, place: string, levels = MAX_EVENT_DEPTH): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${place} is no finite number`;
  if (levels === 0) return `${place} is nested too deep, or holds itself`;
  if (Array.isArray(value)) return firstProblem(value.entries(), (index) => `${place}[${index}]`, levels);
  if (hasToJson(value)) return `${place} is ${classOf(value) ?? 'an object with a toJSON'}`;
  if (isPlain(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return firstProblem(members, (name) => `${place}.${name}`, levels);
  }
  return `${place} is ${classOf(value) ?? kindOf(value)}`;
}

function firstProblem<N>(
  members: Iterable<[name: N, value: unknown]>,
  placeOf: (name: N) => string,
  levels: number,
): string | undefined {
  for (const [name, member] of members) {
    const problem = jsonProblem(member, placeOf(name), levels - 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** It would arrive as something else, as a Date does. */
function hasToJson(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'toJSON' in value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** Of a Date, a Map and other objects of their own kind. */
function classOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || isPlain(value)) return undefined;
  return `a ${Object.prototype.toString.call(value).slice('[object '.length, -1)}`;
}
