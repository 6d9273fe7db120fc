/**
 * The steps of an event's way, for whoever traces them. The activities know this much and nothing of OpenTelemetry, which is not installed
 * everywhere; without it, or while nobody traces, they are given {@link NO_TRACING}.
 */

/** What may be said of a step. A closed list: no payload, no message and no secret is ever among it. */
export interface Facts {
  source?: string;
  eventType?: string;
  eventKey?: string;
  /** The name of the route whose handler it is. */
  route?: string;
  /** Of a handler, from 1. */
  attempt?: number;
  /** What became of the step, in the words of docs/tracing.md. */
  outcome?: string;
  events?: number;
  handles?: number;
  done?: number;
  owned?: number;
  left?: number;
  confirmed?: number;
  /** Of a call to VOD: `ok`, or VOD's own. */
  code?: string;
  requestId?: string;
}

/** In the order in which an event meets them. */
export type Step = 'pull' | 'batch' | 'handler' | 'hand over' | 'confirm' | 'handle';

/** One step under way. Nobody hears of it before its end. */
export interface Span {
  /** W3C Trace Context: what whoever goes on with the event is told. Nothing while nobody traces. */
  readonly traceparent: string | undefined;
  /** 32 hexadecimal digits. */
  readonly traceId: string | undefined;
  /** Does some work with this span as the active one: what is traced in there becomes its child. */
  within<T>(work: () => T): T;
  end(facts?: Facts): void;
  /** Ends it as one that went wrong, with the type or code of the error; never its message, which may quote a payload. */
  fail(errorType: string, facts?: Facts): void;
}

export interface Tracing {
  /**
   * Begins a step. `after` are the `traceparent`s of what it follows: it joins the trace of the first and is linked to the others. Without one
   * it begins a trace of its own, or joins that of the span that is active.
   */
  start(step: Step, facts: Facts, after?: readonly (string | undefined)[]): Span;
}

export const NO_SPAN: Span = {
  traceparent: undefined,
  traceId: undefined,
  within: (work) => work(),
  end: () => {},
  fail: () => {},
};

export const NO_TRACING: Tracing = { start: () => NO_SPAN };
