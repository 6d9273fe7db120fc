import type { HandledEvent } from '../vod/event-types';
import type { Duration } from './duration';

/** A log that already names the source, the event key and the event type. Keep payloads out of it. */
export interface HandlerLog {
  debug(message: string, meta?: Record<string, unknown>): void;
  info(message: string, meta?: Record<string, unknown>): void;
  warn(message: string, meta?: Record<string, unknown>): void;
  error(message: string, meta?: Record<string, unknown>): void;
}

export interface HandlerContext {
  /** 1 for the first try, counted over the batch and the event's own workflow; anew after a `retry`. */
  readonly attempt: number;
  /** Aborted when the try is no longer wanted: its timeout is over, the event was discarded, or the worker is going down. */
  readonly signal: AbortSignal;
  readonly log: HandlerLog;
  /** Says that the handler is alive and how far it is; shown by Temporal once the event has its own workflow. Not needed to stay alive. */
  heartbeat(details?: unknown): void;
}

/**
 * Handles one event. Resolving means done; rejecting or throwing means this try failed. May run again with the same `event.key` (at
 * least once): use it as the idempotency key downstream.
 */
export type Handler<T extends string = string> = (
  event: HandledEvent<T>,
  context: HandlerContext,
) => Promise<void> | void;

export interface RouteRetry {
  /** Tries until the event is parked, those in the batch included. Default 10. */
  maximumAttempts?: number;
  /** Pause before the second try in the event's own workflow. Default 1 s. */
  initialInterval?: Duration;
  /** Default 2. */
  backoffCoefficient?: number;
  /** Default 1 minute. */
  maximumInterval?: Duration;
}

type Kind = 'handler' | 'startWorkflow' | 'signalWorkflow' | 'activity' | 'park' | 'ignore';

/** A route does one thing: the members by which the other kinds are known stay out. */
type Only<K extends Kind> = { readonly [Other in Exclude<Kind, K>]?: never };

interface Conditional<T extends string> {
  /**
   * Whether this route is for that event; must answer at once, `true` or `false`. Without it the route takes every event of its type. One
   * that throws is a failed try: the event goes to a workflow of its own, where each try asks again.
   */
  when?: (event: HandledEvent<T>) => boolean;
}

export interface HandlerRoute<T extends string = string> extends Only<'handler'>, Conditional<T> {
  handler: Handler<T>;
  /**
   * How long one try may take, as a number of ms or a string such as `'5 minutes'`. Default 1 hour, at most 23 hours. Then the signal is
   * aborted and the try has failed; a handler that does not heed its signal is parked rather than started beside itself.
   */
  timeout?: Duration;
  retry?: RouteRetry;
  /** `false`: known to be slow, so the event gets a workflow of its own at once. Default `true`. */
  quick?: boolean;
}

/** The id of a workflow, 1 to 1,000 bytes. With any other answer the event is parked. */
type WorkflowIdOf<T extends string> = (event: HandledEvent<T>) => string;

/** The arguments, each a JSON value. With any other answer the event is parked. */
type ArgumentsOf<T extends string> = (event: HandledEvent<T>) => readonly unknown[];

/**
 * Starts a workflow, in whatever language it is written, in the worker's namespace. Done once Temporal has accepted the start, and also
 * when a workflow of that id runs or ever ran: redeliveries start nothing twice.
 */
export interface StartWorkflowRoute<T extends string = string> extends Only<'startWorkflow'>, Conditional<T> {
  /** The workflow's type name. */
  startWorkflow: string;
  taskQueue: string;
  /** Has to differ for events that are each to start a workflow. Default `<type name>/<source>/<event key>`. */
  workflowId?: WorkflowIdOf<T>;
  /** Default one argument, a `RoutedEvent`. */
  args?: ArgumentsOf<T>;
  retry?: RouteRetry;
}

/**
 * Signals a workflow, starting it when none of that id runs: all events that make the same id reach one workflow, one after the other.
 * Done once Temporal has accepted it. A signal is delivered at least once; the event key in its argument tells repetitions.
 */
export interface SignalWorkflowRoute<T extends string = string> extends Only<'signalWorkflow'>, Conditional<T> {
  /** The type name of the workflow that is started when none runs. */
  signalWorkflow: string;
  /** The signal's name. */
  signal: string;
  taskQueue: string;
  workflowId: WorkflowIdOf<T>;
  /** Default one argument, a `RoutedEvent`. */
  signalArgs?: ArgumentsOf<T>;
  /** What the workflow is started with. Default no argument: the event comes with the signal. */
  args?: ArgumentsOf<T>;
  retry?: RouteRetry;
  otherwise?: never;
}

/** Signals a workflow if it runs. */
export interface SignalRunningRoute<T extends string = string> extends Only<'signalWorkflow'>, Conditional<T> {
  signalWorkflow: { existing: true };
  signal: string;
  workflowId: WorkflowIdOf<T>;
  signalArgs?: ArgumentsOf<T>;
  /** What becomes of the event when no workflow of that id runs: parked, done and counted, or tried again as `retry` says and then parked. */
  otherwise: 'park' | 'ignore' | 'retry';
  retry?: RouteRetry;
  taskQueue?: never;
  args?: never;
}

/**
 * An activity of another worker, in any language, called by the event's own workflow; done when it succeeds. Its result has to be JSON or
 * nothing, and is not used.
 */
export interface ActivityRoute<T extends string = string> extends Only<'activity'>, Conditional<T> {
  /** The activity's type name. */
  activity: string;
  taskQueue: string;
  /** Default one argument, a `RoutedEvent`. */
  args?: ArgumentsOf<T>;
  /** One try. Default 1 hour, at most 23 hours. That is also when a worker that died with it is noticed. */
  timeout?: Duration;
  /** How long a try may wait for a worker to take it. Default 1 hour; then the event is parked with failure `ActivityNotStarted`. */
  startTimeout?: Duration;
  retry?: RouteRetry;
}

/** Parks the event at once, for somebody to decide about it. */
export interface ParkRoute<T extends string = string> extends Only<'park'>, Conditional<T> {
  /** Its failure's message, 1 to 500 characters. */
  park: string;
}

/** Done without anything being done; counted by `vod_events_ignored`. */
export interface IgnoreRoute<T extends string = string> extends Only<'ignore'>, Conditional<T> {
  ignore: true;
}

export type Route<T extends string = string> =
  | Handler<T>
  | HandlerRoute<T>
  | StartWorkflowRoute<T>
  | SignalWorkflowRoute<T>
  | SignalRunningRoute<T>
  | ActivityRoute<T>
  | ParkRoute<T>
  | IgnoreRoute<T>;

/** Wraps what runs in this worker (handlers, starts and signals of workflows): called once a route at start-up, the first is the outermost. */
export type Middleware = (next: Handler) => Handler;
