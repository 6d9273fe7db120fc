import * as api from '@opentelemetry/api';
import { createObserve } from '../../src/core/observe';
import { openTelemetryTracing } from '../../src/tracing/open-telemetry';

const hostile = (): never => {
  throw new Error('of somebody else');
};

it('a logger and an exporter that throw harm nobody', () => {
  const lines = { debug: hostile, info: hostile, warn: hostile, error: hostile };
  const observe = createObserve({ lines, meter: hostile });
  expect(() => observe('health:live:ok', { source: 's', reason: 'because' })).not.toThrow();
  expect(() => observe('pull:call:ok', { source: 's', code: 'ok', at: 0 })).not.toThrow();
});

/** OpenTelemetry with a tracer of the host's. */
const apiWith = (tracer: object): typeof api => ({
  ...api,
  trace: Object.create(api.trace, { getTracer: { value: () => tracer } }) as typeof api.trace,
});

it('a sampler that throws leaves a step without a span', () => {
  const span = openTelemetryTracing(apiWith({ startSpan: hostile })).start('batch', { source: 's' });
  expect(span.traceparent).toBeUndefined();
  expect(span.within(() => 'done')).toBe('done');
  span.end();
});

it('a span processor that throws leaves a step done', () => {
  const span = api.trace.wrapSpanContext(api.INVALID_SPAN_CONTEXT);
  const ending = Object.assign(Object.create(span) as typeof span, { end: hostile });
  const { start } = openTelemetryTracing(apiWith({ startSpan: () => ending }));
  const step = start('handler', { source: 's' });
  expect(() => step.end({ outcome: 'done' })).not.toThrow();
  expect(() => start('handler', { source: 's' }).fail('Error')).not.toThrow();
});
