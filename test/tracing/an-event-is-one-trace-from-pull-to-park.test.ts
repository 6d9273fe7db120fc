import { eventId } from '../../src/client';
import { Collector, type CollectedSpan } from '../support/collector';
import { Deployment } from '../support/processes';
import { until } from '../support/system';

const PAYLOAD = 'canary-payload-4be210';
const SECRETS = { secretId: 'AKIDcanary0000002', secretKey: 'canary-secret-90ff3c', token: 'canary-token-1b7de5' };
const HOUR_MS = 3_600_000;

/** A worker of its own process that ends itself: what it has not sent by then is lost. */
describe('what a worker traces', () => {
  let collector: Collector;
  let deployment: Deployment;
  let spans: CollectedSpan[];
  let pull: CollectedSpan;

  const of = (name: string, type?: string): CollectedSpan[] =>
    spans.filter((span) => span.name === name && (type === undefined || span.attributes['vod.event.type'] === type));
  const one = (name: string, type?: string): CollectedSpan => {
    const [span, ...others] = of(name, type);
    if (!span || others.length > 0) throw new Error(`There are ${others.length + (span ? 1 : 0)} spans "${name}".`);
    return span;
  };
  const outcomes = (name: string, type: string): unknown[] =>
    of(name, type).map(({ attributes }) => attributes['vod.outcome']);

  beforeAll(async () => {
    collector = await Collector.start();
    deployment = await Deployment.start({ holdMs: 500, credentials: [SECRETS] });
    const worker = await deployment.startWorker({
      routes: 'traced.mjs',
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        // Only the drain sends anything.
        OTEL_BSP_SCHEDULE_DELAY: String(HOUR_MS),
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
        OTEL_SERVICE_NAME: 'video-events',
        VOD_EVENTS_QUICK_BUDGET: '500ms',
      },
    });
    const types = ['Quick', 'Adopted', 'Flaky', 'Poison'];
    const events = types.map((EventType) => ({
      EventType,
      [`${EventType}Event`]: { TaskId: `${PAYLOAD}-${EventType}`, Text: PAYLOAD },
    }));
    deployment.emulator.enqueue(events);
    await deployment.emulator.waitUntilConfirmed(types.length);
    await until('only the parked one left', async () => (await deployment.openWorkflows('vodEvent')).length === 1);
    await until('one parked', () => worker.stdout.includes('Event parked'));
    expect(collector.spans).toEqual([]);
    expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    ({ spans } = collector);
    pull = one('pull');
  });
  afterAll(() => collector.stop());

  it('is one trace, begun by the only pull that brought events, and has arrived when the worker has drained', () => {
    expect(pull.parentSpanId).toBeUndefined();
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([pull.traceId]));
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['video-events']));
  });

  it('has each step under the one it follows', () => {
    const batch = one('batch');
    expect(batch.parentSpanId).toBe(pull.spanId);
    const inBatch = [...of('confirm'), ...of('hand over'), ...of('handler', 'Quick'), ...of('handler', 'Adopted')];
    expect(inBatch.map(({ parentSpanId }) => parentSpanId)).toEqual(inBatch.map(() => batch.spanId));
    for (const type of ['Adopted', 'Flaky', 'Poison']) {
      const handedOver = one('hand over', type).spanId;
      const handles = of('handle', type);
      expect(handles.map(({ parentSpanId }) => parentSpanId)).toEqual(handles.map(() => handedOver));
    }
    const tries = of('handler', 'Flaky').map(({ parentSpanId }) => parentSpanId);
    expect(tries).toEqual(of('handle', 'Flaky').map(({ spanId }) => spanId));
    expect(one('catalogued').parentSpanId).toBe(one('handler', 'Quick').spanId);
  });

  it('tells what became of each event', () => {
    expect(one('batch').attributes).toMatchObject({ 'vod.done': 1, 'vod.owned': 3, 'vod.left': 0, 'vod.confirmed': 4 });
    expect(outcomes('handler', 'Quick')).toEqual(['done']);
    expect(outcomes('handler', 'Adopted')).toEqual(['done']);
    expect(outcomes('handle', 'Adopted')).toEqual(['done']);
    expect(outcomes('handle', 'Flaky').sort()).toEqual(['done', 'failed']);
    expect(outcomes('handler', 'Poison')).toEqual(['failed']);
    expect(outcomes('handle', 'Poison')).toEqual(['parked']);
    expect(one('handle', 'Poison')).toMatchObject({ failed: true, attributes: { 'error.type': 'TypeError' } });
  });

  it('names the workflow of an owned event by source and key', async () => {
    const { 'vod.source': source, 'vod.event.key': key } = one('handle', 'Poison').attributes;
    const handle = deployment.client.workflow.getHandle(eventId(String(source), String(key)));
    expect(await handle.describe()).toMatchObject({ type: 'vodEvent', status: { name: 'RUNNING' } });
  });

  it('tells of calls to VOD what Tencent would ask for, and was told to Tencent', () => {
    expect(pull.attributes).toMatchObject({ 'vod.events': 4, 'vod.code': 'ok' });
    expect(one('confirm').attributes).toMatchObject({ 'vod.handles': 4, 'vod.code': 'ok' });
    for (const { attributes } of [pull, one('confirm')]) expect(attributes['vod.request_id']).toMatch(/./);
    const calls = deployment.emulator.journal.of('call').filter(({ eventHandles }) => eventHandles.length > 0);
    expect(calls.map(({ api, traceId }) => [api, traceId])).toEqual([
      ['PullEvents', pull.traceId],
      ['ConfirmEvents', pull.traceId],
    ]);
  });

  it('holds no payload and no secret, also of handlers that quote them', () => {
    const all = collector.bodies.join('\n');
    expect(all).toContain('TypeError');
    for (const canary of [PAYLOAD, ...Object.values(SECRETS)]) expect(all).not.toContain(canary);
  });
});
