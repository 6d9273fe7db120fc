/** The tracing of the deployable worker: by the variables that OpenTelemetry has for it, over OTLP. */
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import { withinMs } from '../activities/waiting';
import { FLUSH_SPANS_MS } from '../core/defaults';
import type { Observe } from '../core/observe';
import { missingPeers } from '../peers';
import { hasProvider } from './host';
import { openTelemetryTracing } from './open-telemetry';
import { NO_TRACING, type Tracing } from './tracing';

export interface ExportedTracing {
  tracing: Tracing;
  /** Sends what has ended, for a short time at most, and stops. Never rejects. */
  close(): Promise<void>;
}

const OFF: ExportedTracing = { tracing: NO_TRACING, close: () => Promise.resolve() };

const PEERS = [
  '@opentelemetry/api',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace-node',
];

/** Off unless an OTLP endpoint is set. Whatever is wrong with it is a line of the log, and the worker runs without traces. */
export async function startTracing(env: NodeJS.ProcessEnv, observe: Observe): Promise<ExportedTracing> {
  const endpoint = endpointOf(env);
  if (!endpoint) return OFF;
  const { variable, url } = endpoint;
  const missing = missingPeers(PEERS);
  const problem = missing ?? (URL.canParse(url) ? undefined : `it must be a URL, such as http://127.0.0.1:4318`);
  if (problem === undefined) return exporting(observe);
  observe('tracing:start:off', { variable, problem });
  return OFF;
}

function endpointOf(env: NodeJS.ProcessEnv): { variable: string; url: string } | undefined {
  if (env.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER?.trim() === 'none') return;
  for (const variable of ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT']) {
    const url = env[variable]?.trim();
    if (url) return { variable, url };
  }
  return undefined;
}

async function exporting(observe: Observe): Promise<ExportedTracing> {
  const api = await import('@opentelemetry/api');
  const tracing = (): Tracing => openTelemetryTracing(api);
  // Something that was loaded before us, by --require for example, traces this process already: once is enough.
  if (hasProvider(api)) return { ...OFF, tracing: tracing() };
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
  const { detectResourcesSync, envDetectorSync, Resource } = await import('@opentelemetry/resources');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const warn = (problem: string): void => observe('tracing:setting:doubtful', { problem });
  const ignore = (): void => {};
  const { WARN } = api.DiagLogLevel;
  // While it reads its variables, and no longer: it would complain of every export that fails.
  api.diag.setLogger({ error: warn, warn, info: ignore, debug: ignore, verbose: ignore }, WARN);
  const provider = new NodeTracerProvider({
    resource: new Resource({ 'service.name': 'vod-events' }).merge(
      detectResourcesSync({ detectors: [envDetectorSync] }),
    ),
    spanProcessors: [new BatchSpanProcessor(new TellingExporter(new OTLPTraceExporter(), observe))],
  });
  provider.register();
  api.diag.disable();
  const close = async (): Promise<void> => {
    await withinMs(provider.shutdown().catch(ignore), FLUSH_SPANS_MS);
  };
  return { tracing: tracing(), close };
}

/** Of `ExportResultCode`, which is in a package that would be a peer for this alone. */
const SUCCESS = 0;
type ExportDone = Parameters<SpanExporter['export']>[1];

/** Says once that spans do not arrive, and once that they do again. What could not be sent is dropped. */
class TellingExporter implements SpanExporter {
  private failing = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly observe: Observe,
  ) {}

  export(spans: ReadableSpan[], done: ExportDone): void {
    this.exporter.export(spans, (result) => {
      this.heard(Number(result.code) !== SUCCESS, result.error);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  private heard(failed: boolean, error: Error | undefined): void {
    if (failed === this.failing) return;
    this.failing = failed;
    if (!failed) return this.observe('tracing:export:ok', {});
    const { name, code } = (error ?? {}) as { name?: string; code?: string | number };
    this.observe('tracing:export:failed', { error: code ?? name });
  }
}
