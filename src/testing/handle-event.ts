import { payloadFieldOf } from '../core/event-payloads';
import { handleOf } from '../core/handle';
import { compileRoutes } from '../routes/compile-routes';
import type { RouteTable } from '../routes/compiled';
import { eventKey } from '../vod/event-key';
import type { EventType, HandledEvent, PayloadOf } from '../vod/event-types';
import { readEvent } from '../vod/read-event';
import { InvalidRoutesError, NoHandlerError, UnreadableEventError } from './errors';
import { recordedLog, type LogLine } from './recorded-log';
import { sampleEvent } from './sample-events';

export interface HandleOptions {
  /** Which try this is. Default 1. */
  readonly attempt?: number;
  /** What the handler gets as its signal. By default one that is aborted when the route's timeout is over. */
  readonly signal?: AbortSignal;
  /** Default `test`. */
  readonly source?: string;
}

export interface SampleOptions<T extends EventType> extends HandleOptions {
  /** Members of the payload that differ from the sample's, each as a whole. Default none. */
  readonly payload?: Partial<PayloadOf<T>>;
  /** Which sample, 0 to 999,999,999, see {@link sampleEvent}. Default 0. */
  readonly n?: number;
}

/** What there was to see of a try that succeeded. */
export interface HandledTry<T extends string = string> {
  /** What the handler was given. */
  readonly event: HandledEvent<T>;
  /** What it logged, in order. */
  readonly log: readonly LogLine[];
  /** The details of its heartbeats, in order. */
  readonly heartbeats: readonly unknown[];
}

/**
 * Has the handler of a route handle a sample of a documented event type, once, as a worker would, without Temporal and without VOD.
 *
 * Rejects with whatever the handler rejects with, and as {@link handleEvent} does.
 */
export async function handleSample<T extends EventType>(
  routes: object,
  type: T,
  { payload, n, ...options }: SampleOptions<T> = {},
): Promise<HandledTry<T>> {
  const sample = sampleEvent(type, n);
  const field = payloadFieldOf(type) ?? type;
  const changed = { ...sample, [field]: { ...(sample as Record<string, object>)[field], ...payload } };
  return (await handleEvent(routes, changed, options)) as HandledTry<T>;
}

/**
 * Has the handler of a route handle one event, once, as a worker would: `event` is an element of `EventSet` as VOD sends it, for example
 * one that was captured. `routes` is what a routes module exports.
 *
 * @throws InvalidRoutesError with every problem of the routes, NoHandlerError, UnreadableEventError, or whatever the handler rejects with
 */
export async function handleEvent(
  routes: object,
  event: object,
  { attempt = 1, signal, source = 'test' }: HandleOptions = {},
): Promise<HandledTry> {
  // As it would arrive: what is no JSON gets lost on the way, and the handler has a copy of its own.
  const raw = JSON.parse(JSON.stringify(event)) as object;
  const read = readEvent(raw);
  if (!read.ok) throw new UnreadableEventError(read.problem);
  const { type, payload } = read;
  const handled: HandledEvent<string> = {
    type,
    payload: payload ?? {},
    key: eventKey(raw, handleOf(raw) ?? 'sample'),
    source,
  };
  const route = routeTable(routes)(handled);
  if (route?.kind !== 'run') throw new NoHandlerError(type);
  const log: LogLine[] = [];
  const heartbeats: unknown[] = [];
  await route.handler(handled, {
    attempt,
    signal: signal ?? AbortSignal.timeout(route.timeoutMs),
    log: recordedLog(log),
    heartbeat: (details) => void heartbeats.push(details),
  });
  return { event: handled, log, heartbeats };
}

/** @throws InvalidRoutesError */
export function routeTable(routes: object): RouteTable {
  const compiled = compileRoutes(routes);
  if (!compiled.ok) throw new InvalidRoutesError(compiled.problems);
  return compiled.routes;
}
