import { randomUUID } from 'node:crypto';
import { trace } from '@opentelemetry/api';
import { Resource } from '@opentelemetry/resources';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { OpenTelemetryPlugin } from '@temporalio/interceptors-opentelemetry';
import { NativeConnection, Worker } from '@temporalio/worker';
import * as activities from '../../examples/docs/plugin-activities';
import { pollerId } from '../../src/core/contract';
import { VodEventsPlugin } from '../../src/plugin';
import { VodEmulator } from '../../src/testing';
import { installRuntime, until } from '../support/system';

const name = `host-${randomUUID().slice(0, 8)}`;
const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

/** A worker with the plugin, and with Temporal's own interceptors, in an application that has registered a tracer provider. */
it('a host that traces Temporal sees one trace, its own spans between ours, each once', async () => {
  installRuntime();
  provider.register();
  const { connectionOptions, namespace } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  const emulator = await VodEmulator.start({ holdMs: 500 });
  const source = {
    name,
    endpoint: emulator.url,
    credential: emulator.credential,
    routes: {
      Quick: () => trace.getTracer('host').startActiveSpan('of the handler', (span) => span.end()),
      Owned: { handler: () => {}, quick: false },
    },
  };
  const worker = await Worker.create({
    connection,
    taskQueue: name,
    workflowsPath: require.resolve('../../examples/docs/plugin-workflows'),
    activities,
    plugins: [
      new OpenTelemetryPlugin({ resource: Resource.default(), spanProcessor: new SimpleSpanProcessor(exporter) }),
      new VodEventsPlugin({ sources: [source] }),
    ],
  });
  const running = worker.run();
  const spans = (): ReadableSpan[] => exporter.getFinishedSpans();
  const one = (called: string): ReadableSpan => {
    const [span, ...others] = spans().filter((each) => each.name === called);
    if (!span || others.length > 0) throw new Error(`There are ${others.length + (span ? 1 : 0)} spans "${called}".`);
    return span;
  };
  const above = (span: ReadableSpan): string[] => {
    const parent = spans().find((each) => each.spanContext().spanId === span.parentSpanId);
    return parent ? [parent.name, ...above(parent)] : [];
  };
  try {
    emulator.enqueue(['Quick', 'Owned'].map((EventType) => ({ EventType, [`${EventType}Event`]: { TaskId: 'a' } })));
    await emulator.waitUntilConfirmed(2);
    await until('the end of both workflows', () =>
      ['vodEventBatch', 'vodEvent'].every((type) => spans().some((each) => each.name === `RunWorkflow:${type}`)),
    );
    await until('the batch closed', () => spans().some((each) => each.name === 'batch'));
    const { traceId } = one('pull').spanContext();
    expect(above(one('of the handler'))).toEqual([
      'handler',
      'RunActivity:processEvents',
      'StartActivity:processEvents',
      'RunWorkflow:vodEventBatch',
      'StartWorkflow:vodEventBatch',
      'batch',
      'pull',
    ]);
    expect(above(one('handle')).slice(0, 5)).toEqual([
      'RunActivity:handleEvent',
      'StartActivity:handleEvent',
      'RunWorkflow:vodEvent',
      'StartWorkflow:vodEvent',
      'hand over',
    ]);
    expect(above(one('confirm'))).toContain('batch');
    // What the pump does for hours, and the poller, is not of it.
    const ofEvents = spans().filter((each) => !/Poller|DescribeWorkflow|QueryWorkflow/.test(each.name));
    expect(ofEvents.filter((each) => each.spanContext().traceId !== traceId).map((each) => each.name)).toEqual([]);
  } finally {
    worker.shutdown();
    await running;
    await new Client({ connection, namespace }).workflow.getHandle(pollerId(name)).terminate();
    await connection.close();
    await emulator.stop();
    await provider.shutdown();
  }
});
