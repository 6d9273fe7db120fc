import { EVENT_PAYLOADS, payloadFieldOf } from '../../src/core/event-payloads';
import { SAMPLE_TYPES, sampleEvent, sampleEvents } from '../../src/testing/sample-events';
import type { Complete } from '../../src/testing/samples/complete';
import { eventKey } from '../../src/vod/event-key';
import { readEvent } from '../../src/vod/read-event';

const documentedTypes = EVENT_PAYLOADS.flatMap(({ eventTypes }) => [...eventTypes].slice(0, 1));
const WITHOUT_ID = 'ProcessImageAsyncCompleteEvent';

// Checked by tsc: a sample that leaves a documented member out does not compile, at any depth.
type Model = { Id?: string; Parts?: { Size: number; Note?: string }[] };
export const complete: Complete<Model> = { Id: null, Parts: [{ Size: 1, Note: null }] };
// @ts-expect-error Note is missing
export const incomplete: Complete<Model> = { Id: '', Parts: [{ Size: 1 }] };
// @ts-expect-error a required member cannot be null
export const emptied: Complete<Model> = { Id: '', Parts: [{ Size: null, Note: '' }] };

describe('sample events', () => {
  it('are there for every documented type, once', () => {
    expect([...SAMPLE_TYPES].sort()).toEqual([...documentedTypes].sort());
    expect(sampleEvents().map(({ EventType }) => EventType)).toEqual(SAMPLE_TYPES);
  });

  it.each(SAMPLE_TYPES)('of type %s have their payload in the documented field and nothing else', (type) => {
    const event = sampleEvent(type, 7);
    const field = payloadFieldOf(type) ?? '';
    expect(Object.keys(event)).toEqual(['EventType', field]);
    expect(readEvent(event)).toEqual({ ok: true, type, payload: Object.entries(event)[1]?.[1], fields: [field] });
    expect(event).toEqual(JSON.parse(JSON.stringify(event)));
  });

  it('are equal for equal numbers and different events for different ones', () => {
    const keys = new Map([0, 1, 2, 999_999_999].map((n) => [n, sampleEvents(n).map((event) => eventKey(event, ''))]));
    expect(sampleEvents(1).map((event) => eventKey(event, ''))).toEqual(keys.get(1));
    const expected = keys.size * (documentedTypes.length - 1) + 1;
    expect(new Set([...keys.values()].flat()).size).toBe(expected);
    expect(eventKey(sampleEvent(WITHOUT_ID, 1), '')).toBe(eventKey(sampleEvent(WITHOUT_ID, 2), ''));
  });

  it('have a task, a file and a session of their own', () => {
    const payloads = [1, 2, 17].map((n) => sampleEvent('PullComplete', n).PullCompleteEvent);
    const ids = payloads.flatMap(({ TaskId, FileId, SessionId }) => [TaskId, FileId, SessionId]);
    expect(new Set(ids).size).toBe(9);
  });

  it('give ids in the form of VOD', () => {
    const [pulled, last] = [sampleEvent('PullComplete', 3), sampleEvent('PullComplete', 999_999_999)];
    for (const { PullCompleteEvent: payload } of [pulled, last]) {
      expect(payload.FileId).toMatch(/^\d{19}$/);
      expect(payload.TaskId).toMatch(/^\d+-PullUpload-[0-9a-f]{32}t0$/);
      expect(payload.MediaBasicInfo?.CreateTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
  });

  it('of a procedure hold results of every kind of sub-task and several of AI', () => {
    const { ProcedureStateChangeEvent: payload } = sampleEvent('ProcedureStateChanged');
    expect(payload.MediaProcessResultSet?.map(({ Type }) => Type)).toEqual([
      'Transcode',
      'AnimatedGraphics',
      'SnapshotByTimeOffset',
      'SampleSnapshot',
      'ImageSprites',
      'CoverBySnapshot',
      'AdaptiveDynamicStreaming',
    ]);
    expect(payload.AiContentReviewResultSet?.length).toBeGreaterThan(1);
    expect(payload.AiAnalysisResultSet?.length).toBeGreaterThan(1);
    expect(payload.AiRecognitionResultSet?.length).toBeGreaterThan(1);
  });

  it('fill, in each result of a procedure, the one task its type is about', () => {
    const { ProcedureStateChangeEvent: payload } = sampleEvent('ProcedureStateChanged');
    const results = [
      ...(payload.MediaProcessResultSet ?? []),
      ...(payload.AiContentReviewResultSet ?? []),
      ...(payload.AiAnalysisResultSet ?? []),
      ...(payload.AiRecognitionResultSet ?? []),
    ];
    for (const { Type, ...tasks } of results) {
      expect([Type, Object.values(tasks).filter((task) => task !== null).length]).toEqual([Type, 1]);
    }
  });
});
