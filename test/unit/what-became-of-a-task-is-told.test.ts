import { SAMPLE_TYPES, sampleEvent } from '../../src/testing';
import { readEvent } from '../../src/vod/read-event';
import type { EventType } from '../../src/vod/event-types';
import { fileIdsOf, subTasks, taskOutcome, taskSucceeded } from '../../src/vod/task-results';

function payloadOf(type: EventType): { payload: Record<string, unknown> } {
  const event = readEvent(sampleEvent(type));
  if (!event.ok || !event.payload) throw new Error('It has no payload.');
  return { payload: event.payload };
}

describe('a task', () => {
  // Of its two parts, one has failed: the sample shows that FINISH alone says nothing.
  it.each(SAMPLE_TYPES.filter((type) => type !== 'ComplexAdaptiveDynamicStreamingComplete'))(
    'of which %s says that all went well has succeeded',
    (type) => {
      expect(taskOutcome(payloadOf(type))).toBe('succeeded');
    },
  );

  const procedure = (status: string, part: object, whole: object = {}) => ({
    payload: {
      Status: status,
      ErrCode: 0,
      MediaProcessResultSet: [
        {
          Type: 'Transcode',
          TranscodeTask: { Status: 'SUCCESS', ErrCode: 0, ErrCodeExt: '' },
          AnimatedGraphicTask: null,
        },
        {
          Type: 'ImageSprite',
          TranscodeTask: null,
          ImageSpriteTask: { Status: 'SUCCESS', ErrCode: 0, ErrCodeExt: '', ...part },
        },
      ],
      AiAnalysisResultSet: null,
      ...whole,
    },
  });

  it.each([
    ['a part that has FAIL', procedure('FINISH', { Status: 'FAIL' }), 'failed'],
    ['a part with an ErrCode', procedure('FINISH', { ErrCode: 30_000 }), 'failed'],
    ['a part with an ErrCodeExt', procedure('FINISH', { ErrCodeExt: 'InternalError' }), 'failed'],
    ['an ErrCode of its own', procedure('FINISH', {}, { ErrCode: 60_000 }), 'failed'],
    ['an ErrCodeExt of its own', procedure('FINISH', {}, { ErrCodeExt: 'SourceFileError' }), 'failed'],
    ['parts that all went well', procedure('FINISH', {}), 'succeeded'],
    ['a part still going on', procedure('FINISH', { Status: 'PROCESSING' }), 'unfinished'],
    ['a part that failed while others go on', procedure('PROCESSING', { Status: 'FAIL' }), 'unfinished'],
    ['nobody at it yet', { payload: { Status: 'WAITING' } }, 'unfinished'],
    ['status FAIL', { payload: { Status: 'FAIL' } }, 'failed'],
    ['an error in its one result', { payload: { FileInfo: { ErrCode: 70_000 } } }, 'failed'],
    ['an error in one of its files', { payload: { FileInfoSet: [{ ErrCode: 0 }, { ErrCode: 1 }] } }, 'failed'],
  ])('with %s', (_what, event, outcome) => {
    expect(taskOutcome(event)).toBe(outcome);
    expect(taskSucceeded(event)).toBe(outcome === 'succeeded');
  });

  it('that FINISHed with a part that failed has failed', () => {
    const event = payloadOf('ComplexAdaptiveDynamicStreamingComplete');
    expect(taskOutcome(event)).toBe('failed');
    expect(subTasks(event).map(({ outcome }) => outcome)).toEqual(['succeeded', 'failed']);
  });
});

it('the parts of a procedure are told by set and type, with all that VOD says of them', () => {
  const parts = subTasks(payloadOf('ProcedureStateChanged'));
  expect(parts.map(({ set, type }) => `${set} ${type}`)).toContain('MediaProcessResultSet Transcode');
  expect(parts.every(({ type, result }) => type !== '' && 'Output' in result)).toBe(true);
  expect(new Set(parts.map(({ set }) => set))).toEqual(
    new Set(['MediaProcessResultSet', 'AiContentReviewResultSet', 'AiAnalysisResultSet', 'AiRecognitionResultSet']),
  );
});

it('an event that is about nothing in parts has none', () => {
  for (const type of ['NewFileUpload', 'FileDeleted', 'SplitMediaComplete', 'MediaCastStatusChanged'] as const) {
    expect(subTasks(payloadOf(type))).toEqual([]);
  }
});

it.each<[EventType, number[]]>([
  ['NewFileUpload', [0]],
  ['FileDeleted', [0, 1]],
  ['ClipComplete', [0, 1]],
  ['EditMediaComplete', [2, 3, 1]],
  ['SplitMediaComplete', [0, 1, 2]],
  ['AigcVideoTaskComplete', [2, 1]],
  ['MediaCastStatusChanged', []],
])('the files of %s are told, each once and first those it is about', (type, files) => {
  expect(fileIdsOf(payloadOf(type)).map((id) => Number(id.slice(-3)))).toEqual(files);
});

it('payloads of any depth and shape are looked through', () => {
  let deep: unknown = { FileId: 'lost' };
  for (let level = 0; level < 20_000; level++) deep = { deep };
  const hostile = { payload: { deep, FileIdSet: [7, null, 'a'], FileId: {}, Set: [null, 7, [[]]] } };
  expect(fileIdsOf(hostile)).toEqual(['a']);
  expect(taskOutcome(hostile)).toBe('succeeded');
});
