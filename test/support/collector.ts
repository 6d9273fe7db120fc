/** Stands in for an OpenTelemetry collector: takes what is exported over OTLP/HTTP, as JSON, at `/v1/traces`. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: Record<string, string | number>;
  links: { traceId: string; spanId: string }[];
  failed: boolean;
  service: string;
}

interface KeyValue {
  key: string;
  value: { stringValue?: string; intValue?: number };
}

interface ExportedSpan extends Pick<CollectedSpan, 'traceId' | 'spanId' | 'parentSpanId' | 'name'> {
  attributes: KeyValue[];
  links?: CollectedSpan['links'];
  status?: { code?: number };
}

interface TracesData {
  resourceSpans: { resource: { attributes: KeyValue[] }; scopeSpans: { spans: ExportedSpan[] }[] }[];
}

/** `STATUS_CODE_ERROR` of the protocol. */
const ERROR = 2;

export class Collector {
  readonly spans: CollectedSpan[] = [];
  /** Every body that arrived. */
  readonly bodies: string[] = [];

  private constructor(private readonly server: Server) {}

  /** `port` 0 takes a free one. */
  static async start(port = 0): Promise<Collector> {
    const server = createServer();
    const collector = new Collector(server);
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        const isForTraces = request.method === 'POST' && request.url === '/v1/traces';
        if (isForTraces) collector.take(body);
        response.writeHead(isForTraces ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  named(name: string): CollectedSpan[] {
    return this.spans.filter((span) => span.name === name);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(body: string): void {
    this.bodies.push(body);
    const { resourceSpans } = JSON.parse(body) as TracesData;
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = String(valuesOf(resource.attributes)['service.name']);
      for (const { attributes, links = [], status, ...span } of scopeSpans.flatMap(({ spans }) => spans))
        this.spans.push({ ...span, links, service, failed: status?.code === ERROR, attributes: valuesOf(attributes) });
    }
  }
}

function valuesOf(attributes: KeyValue[]): Record<string, string | number> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));
}
