import type * as OpenTelemetry from '@opentelemetry/api';
import { openTelemetryTracing } from './open-telemetry';
import { NO_TRACING, type Tracing } from './tracing';

/** Traces by the tracer provider that this process has registered with OpenTelemetry; no tracing when there is none. */
export async function hostTracing(): Promise<Tracing> {
  const api = await import('@opentelemetry/api').catch(() => undefined);
  return api && hasProvider(api) ? openTelemetryTracing(api) : NO_TRACING;
}

/** The API hands out a stand-in before and after, whose tracers do nothing until there is a provider behind it. */
export function hasProvider({ trace, ProxyTracerProvider }: typeof OpenTelemetry): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer('temporal-vod-events') !== undefined;
}
