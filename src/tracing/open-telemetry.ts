/** {@link Tracing} by OpenTelemetry. Only its API is needed here; whose provider makes the spans is no concern of this file. */
import type * as OpenTelemetry from '@opentelemetry/api';
import type { Attributes, Context, Tracer } from '@opentelemetry/api';
import { formatTraceparent, parseTraceparent } from './traceparent';
import { NO_SPAN, type Facts, type Span, type Step, type Tracing } from './tracing';

type Api = typeof OpenTelemetry;

const ATTRIBUTES: Record<keyof Facts, string> = {
  source: 'vod.source',
  eventType: 'vod.event.type',
  eventKey: 'vod.event.key',
  route: 'vod.route',
  attempt: 'vod.attempt',
  outcome: 'vod.outcome',
  events: 'vod.events',
  handles: 'vod.handles',
  done: 'vod.done',
  owned: 'vod.owned',
  left: 'vod.left',
  confirmed: 'vod.confirmed',
  code: 'vod.code',
  requestId: 'vod.request_id',
};

export function openTelemetryTracing(api: Api): Tracing {
  const tracer = api.trace.getTracer('temporal-vod-events');
  return {
    start: (step, facts, after = []) => harmless(() => startSpan(api, tracer, step, facts, after)) ?? NO_SPAN,
  };
}

/** Samplers and processors of the host's own run in here, and may throw: no event is to be lost over that. */
function harmless<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function startSpan(api: Api, tracer: Tracer, step: Step, facts: Facts, after: readonly (string | undefined)[]): Span {
  const { CLIENT, INTERNAL } = api.SpanKind;
  const [parent, ...others] = after.map(parseTraceparent);
  const options = {
    kind: step === 'pull' || step === 'confirm' ? CLIENT : INTERNAL,
    attributes: attributesOf(facts),
    links: others.flatMap((context) => (context ? [{ context }] : [])),
    // The pump runs for hours: were a span of its activity the parent, all that it pulls would be one trace.
    root: step === 'pull',
  };
  const span = tracer.startSpan(step, options, parentContext(api, parent));
  const own = span.spanContext();
  const isTraced = api.isSpanContextValid(own);
  const active = api.trace.setSpan(api.context.active(), span);
  return {
    traceparent: isTraced ? formatTraceparent(own) : undefined,
    traceId: isTraced ? own.traceId : undefined,
    within: (work) => api.context.with(active, work),
    end: (more = {}) => harmless(() => span.setAttributes(attributesOf(more)).end()),
    fail: (errorType, more = {}) =>
      harmless(() => {
        span.setAttributes({ ...attributesOf(more), 'error.type': errorType });
        span.setStatus({ code: api.SpanStatusCode.ERROR }).end();
      }),
  };
}

/** A span that is active and of the same trace is the nearer parent: that of an interceptor of the user's, around this activity. */
function parentContext(api: Api, parent: OpenTelemetry.SpanContext | undefined): Context {
  const active = api.context.active();
  if (!parent || api.trace.getSpanContext(active)?.traceId === parent.traceId) return active;
  return api.trace.setSpanContext(active, parent);
}

function attributesOf(facts: Facts): Attributes {
  const attributes: Attributes = {};
  for (const [fact, value] of Object.entries(facts) as [keyof Facts, Facts[keyof Facts]][])
    if (value !== undefined) attributes[ATTRIBUTES[fact]] = value;
  return attributes;
}
