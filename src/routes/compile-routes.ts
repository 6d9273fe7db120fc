import type * as z from 'zod';
import { HANDLER_TIMEOUT_MS } from '../core/defaults';
import { documentedEventType } from '../core/event-payloads';
import { kindOf } from '../core/kind-of';
import type { HandledEvent } from '../vod/event-types';
import type { CompiledRoute, RouteTable, RunRoute } from './compiled';
import { InvalidWhen } from './errors';
import { middlewareOf, type Wrap } from './middleware';
import { DEFAULT_RETRY, KINDS, schemasOf, type Candidate, type RouteSchemas } from './route-schemas';
import { unheard } from './unheard';

export type CompiledRoutes = { ok: true; routes: RouteTable } | { ok: false; problems: string[] };

/** Checks what a routes module exports and reports every problem at once, each with the event type it is about. */
export function compileRoutes(exported: unknown): CompiledRoutes {
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported)) {
    return { ok: false, problems: ['the default export must be an object from event types to handlers'] };
  }
  const routes = new Map<string, Candidate[]>();
  const { wrap, problems } = middlewareOf(exported);
  for (const [eventType, value] of Object.entries(exported)) {
    const { candidates, problems: found } = compileList(eventType, value, wrap);
    const type = documentedEventType(eventType);
    if (routes.has(type)) problems.push(`${eventType}: is another spelling of ${type}, which has a route already`);
    else routes.set(type, candidates);
    problems.push(...found);
  }
  if (routes.size === 0 && problems.length === 0)
    problems.push('there is no route in it: every event would be confirmed unseen');
  if (problems.length > 0) return { ok: false, problems: [...new Set(problems)] };
  return { ok: true, routes: tableOf(routes) };
}

function tableOf(routes: ReadonlyMap<string, Candidate[]>): RouteTable {
  const rest = routes.get('*') ?? [];
  return (event) => choose(routes.get(event.type) ?? [], event) ?? choose(rest, event);
}

function choose(candidates: readonly Candidate[], event: HandledEvent<string>): CompiledRoute | undefined {
  for (const { when, route } of candidates) {
    try {
      if (!when || answerOf(when(event), event)) return route;
    } catch (error) {
      return undecided(error, event);
    }
  }
  return undefined;
}

/** Anything else would be as good as true, a promise of false above all. */
function answerOf(answer: unknown, event: HandledEvent<string>): boolean {
  if (typeof answer === 'boolean') return answer;
  unheard(answer);
  throw new InvalidWhen(event, kindOf(answer));
}

/**
 * The route of an event for which a `when` threw: a try that fails. Not in the batch, where it would be tried again as it is, but in the
 * event's own workflow, which asks the routes anew for every try and parks the event when they are used up.
 */
function undecided(error: unknown, { type }: HandledEvent<string>): RunRoute {
  return {
    kind: 'run',
    name: type,
    handler: () => {
      throw error;
    },
    timeoutMs: HANDLER_TIMEOUT_MS,
    quick: false,
    retry: DEFAULT_RETRY,
  };
}

interface CompiledList {
  candidates: Candidate[];
  problems: string[];
}

function compileList(eventType: string, value: unknown, wrap: Wrap): CompiledList {
  if (!Array.isArray(value)) return compileAll([[eventType, value]], eventType, wrap);
  if (value.length === 0) return { candidates: [], problems: [`${eventType}: is an empty list, in which no route is`] };
  const placed = value.map((each: unknown, index): [string, unknown] => [`${eventType}[${index}]`, each]);
  const { candidates, problems } = compileAll(placed, eventType, wrap);
  return { candidates, problems: [...problems, ...unreachable(eventType, candidates, problems)] };
}

function compileAll(placed: [place: string, value: unknown][], key: string, wrap: Wrap): CompiledList {
  const candidates: Candidate[] = [];
  const problems: string[] = [];
  const schemas = schemasOf(key, wrap);
  for (const [place, value] of placed) {
    const parsed = compileRoute(value, schemas);
    if (typeof parsed === 'string') problems.push(`${place}: ${parsed}`);
    else if (parsed.success) candidates.push(parsed.data);
    else problems.push(...parsed.error.issues.map((issue) => problemOf(place, issue)));
  }
  return { candidates, problems };
}

/** A bare handler is a route without options. */
function compileRoute(value: unknown, schemas: RouteSchemas): z.ZodSafeParseResult<Candidate> | string {
  if (typeof value !== 'object' || value === null) return schemas.handler.safeParse({ handler: value });
  const route = value as Record<string, unknown>;
  const [kind = 'handler', ...others] = KINDS.filter((name) => route[name] !== undefined);
  if (others.length > 0) {
    return `is of ${others.length + 1} kinds, ${[kind, ...others].join(' and ')}; a route does one thing: make it several in a list, each with a "when"`;
  }
  const isRunning = kind === 'signalWorkflow' && typeof route.signalWorkflow === 'object';
  return schemas[isRunning ? 'signalRunning' : kind].safeParse(value);
}

/** What comes after a route that takes every event, or the very events of one before it, is never asked. */
function unreachable(eventType: string, candidates: readonly Candidate[], problems: readonly string[]): string[] {
  // Positions are those of the list only while every route of it was compiled.
  if (problems.length > 0) return [];
  return candidates.flatMap(({ when }, index) => {
    const before = candidates.slice(0, index).findIndex((earlier) => !earlier.when || earlier.when === when);
    if (before === -1) return [];
    const why = candidates[before]?.when ? 'has the same "when"' : 'has no "when" and takes every event';
    return [
      `${eventType}[${index}]: is never reached, because ${eventType}[${before}] ${why}; put it first or leave it out`,
    ];
  });
}

function problemOf(place: string, issue: z.core.$ZodIssue): string {
  const path = [place, ...issue.path.map(String)].join('.');
  return `${path}: ${issue.message}`;
}
