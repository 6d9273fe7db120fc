import type { HandledEvent } from '../vod/event-types';
import type { Handler } from './types';

/** Every default filled in, every duration in ms. */
export interface CompiledRetry {
  maximumAttempts: number;
  initialIntervalMs: number;
  backoffCoefficient: number;
  maximumIntervalMs: number;
}

/** Run by the worker that has the event: a handler, or what starts or signals somebody's workflow. */
export interface RunRoute {
  kind: 'run';
  /** Its key in the routes module, for metrics. */
  name: string;
  handler: Handler;
  timeoutMs: number;
  quick: boolean;
  retry: CompiledRetry;
}

/** Called by the event's own workflow on somebody's task queue. */
export interface ActivityCallRoute {
  kind: 'activity';
  activity: string;
  taskQueue: string;
  /** @throws InvalidRouteArguments, and whatever the route's own function throws */
  argsOf(event: HandledEvent<string>): unknown[];
  timeoutMs: number;
  startTimeoutMs: number;
  retry: CompiledRetry;
}

export type CompiledRoute =
  RunRoute | ActivityCallRoute | { kind: 'park'; reason: string } | { kind: 'ignore'; countedAs: string };

/** What to do with an event: its type's first route whose `when` is for it, the same of `'*'`, or nothing. Never throws. */
export type RouteTable = (event: HandledEvent<string>) => CompiledRoute | undefined;
