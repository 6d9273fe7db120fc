import * as z from 'zod';
import {
  HANDLER_TIMEOUT_MS,
  RETRY_BACKOFF_COEFFICIENT,
  RETRY_INITIAL_INTERVAL_MS,
  RETRY_MAXIMUM_ATTEMPTS,
  RETRY_MAXIMUM_INTERVAL_MS,
} from '../core/defaults';
import { documentedEventType } from '../core/event-payloads';
import { toMs } from './duration';
import type { Handler } from './types';

/** A route with every default filled in and every duration in ms. */
export interface CompiledRoute {
  handler: Handler;
  timeoutMs: number;
  quick: boolean;
  retry: { maximumAttempts: number; initialIntervalMs: number; backoffCoefficient: number; maximumIntervalMs: number };
}

/** Finds the route of an event type, the `'*'` route, or nothing. */
export type RouteTable = (eventType: string) => CompiledRoute | undefined;

const MAXIMUM_TIMEOUT_MS = 23 * 60 * 60_000;

const duration = (fallbackMs: number, maximumMs = Number.MAX_SAFE_INTEGER) =>
  z
    .union([z.number(), z.string()], { error: "must be a number of ms or a string such as '30 seconds'" })
    .default(fallbackMs)
    .transform((value, context) => {
      const ms = toMs(value);
      if (ms > 0 && ms <= maximumMs) return ms;
      context.addIssue(
        `must be a duration above 0${maximumMs < Number.MAX_SAFE_INTEGER ? ` and at most ${maximumMs} ms` : ''}`,
      );
      return z.NEVER;
    });

const handler = z.custom<Handler>(
  (value) => typeof value === 'function',
  'must be a function (event, context) => Promise<void>',
);

const routeObject = z.strictObject({
  handler,
  timeout: duration(HANDLER_TIMEOUT_MS, MAXIMUM_TIMEOUT_MS),
  quick: z.boolean().default(true),
  retry: z
    .strictObject({
      maximumAttempts: z.int().min(1).default(RETRY_MAXIMUM_ATTEMPTS),
      initialInterval: duration(RETRY_INITIAL_INTERVAL_MS),
      backoffCoefficient: z.number().min(1).default(RETRY_BACKOFF_COEFFICIENT),
      maximumInterval: duration(RETRY_MAXIMUM_INTERVAL_MS),
    })
    .prefault({}),
});

const compiledRoute = routeObject.transform(({ handler, timeout, quick, retry }): CompiledRoute => ({
  handler,
  timeoutMs: timeout,
  quick,
  retry: {
    maximumAttempts: retry.maximumAttempts,
    initialIntervalMs: retry.initialInterval,
    backoffCoefficient: retry.backoffCoefficient,
    maximumIntervalMs: retry.maximumInterval,
  },
}));

export type CompiledRoutes = { ok: true; routes: RouteTable } | { ok: false; problems: string[] };

/** Checks what a routes module exports and reports every problem at once, each with the event type it is about. */
export function compileRoutes(exported: unknown): CompiledRoutes {
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported)) {
    return { ok: false, problems: ['the default export must be an object from event types to handlers'] };
  }
  const routes = new Map<string, CompiledRoute>();
  const problems: string[] = [];
  for (const [eventType, value] of Object.entries(exported)) {
    const parsed = compileRoute(value);
    const type = documentedEventType(eventType);
    if (routes.has(type)) problems.push(`${eventType}: is another spelling of ${type}, which has a route already`);
    else if (parsed.success) routes.set(type, parsed.data);
    else problems.push(...parsed.error.issues.map((issue) => problemOf(eventType, issue)));
  }
  if (routes.size === 0 && problems.length === 0)
    problems.push('there is no route in it: every event would be confirmed unseen');
  if (problems.length > 0) return { ok: false, problems };
  const rest = routes.get('*');
  return { ok: true, routes: (eventType) => routes.get(eventType) ?? rest };
}

/** A bare handler is a route without options. */
function compileRoute(value: unknown): z.ZodSafeParseResult<CompiledRoute> {
  const isObject = typeof value === 'object' && value !== null;
  return compiledRoute.safeParse(isObject ? value : { handler: value });
}

function problemOf(eventType: string, issue: z.core.$ZodIssue): string {
  const path = [eventType, ...issue.path.map(String)].join('.');
  return `${path}: ${issue.message}`;
}
