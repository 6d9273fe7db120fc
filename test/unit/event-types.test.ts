import type { EventContent } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { documentedEventType, EVENT_PAYLOADS, PAYLOAD_FIELDS, payloadFieldOf } from '../../src/core/event-payloads';
import type { EventType, HandledEvent, PayloadOf, VodEvent, VodEventOf } from '../../src/vod/event-types';

/**
 * Most of this file is checked by tsc, not by Jest: each type alias and each `@ts-expect-error` is a test. The comparison with the SDK is
 * here and not in the source because it must fail for us when the SDK grows, not for those who install a newer SDK beside this package.
 */
type Assert<T extends true> = T;
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;

type SdkField = Exclude<keyof EventContent, 'EventType' | 'EventHandle'>;
type TableField = (typeof EVENT_PAYLOADS)[number]['field'];
type NoneMissing<Field extends string> = [Field] extends [never] ? true : `EVENT_PAYLOADS has no row for ${Field}`;
type NoneTooMany<Field extends string> = [Field] extends [never] ? true : `The SDK does not know ${Field}`;

export type TypeTests = [
  Assert<NoneMissing<Exclude<SdkField, TableField>>>,
  Assert<NoneTooMany<Exclude<TableField, SdkField>>>,
  // The check itself can fail, and says which field it is about.
  Assert<Same<NoneMissing<'AigcHunyuan3DCompleteEvent'>, 'EVENT_PAYLOADS has no row for AigcHunyuan3DCompleteEvent'>>,

  Assert<Same<EventType extends string ? true : false, true>>,
  Assert<Same<Extract<EventType, 'NewFileUpload' | 'SceneAigcImageComplete'>, 'NewFileUpload'>>,
  Assert<Same<PayloadOf<'NewFileUpload'>['FileId'], string | null | undefined>>,
  Assert<Same<PayloadOf<'FileDeleted'>['FileIdSet'], string[] | null | undefined>>,
  Assert<Same<PayloadOf<'SomethingNew'>, Record<string, unknown>>>,
  // Required members stay required; JSON has no bigint.
  Assert<Same<PayloadOf<'ExtractTraceWatermarkComplete'>['TaskId'], string>>,
  Assert<Same<Segment['AreaCoordSet'], number[] | null | undefined>>,
  Assert<Same<PayloadOf<'ExtractBlindWatermarkComplete'>['IsDetected'], boolean | null | undefined>>,
];

type Segments = NonNullable<PayloadOf<'ReviewAudioVideoComplete'>['Output']>['SegmentSet'];
type Segment = NonNullable<Segments>[number];

function describeEvent(event: HandledEvent<'*'>): string {
  switch (event.type) {
    case 'NewFileUpload':
      // @ts-expect-error a member of another type's payload
      void event.payload.TaskId;
      // @ts-expect-error the API may send null here
      void event.payload.MediaBasicInfo.Name;
      return `${event.source} ${event.key} ${event.payload.MediaBasicInfo?.Name}`;
    case 'ProcedureStateChanged':
      return event.payload.MediaProcessResultSet?.[0]?.TranscodeTask?.Output?.Url ?? '';
    // @ts-expect-error a misspelt name is found
    case 'FileDelete': // eslint-disable-line @typescript-eslint/no-unsafe-enum-comparison
      return '';
    default:
      return event.type;
  }
}

function typedByRoute(upload: HandledEvent<'NewFileUpload'>, unknown: HandledEvent<'SomethingNew'>): unknown[] {
  // @ts-expect-error not a member of this payload
  void upload.payload.CastId;
  // @ts-expect-error nothing is known about this payload
  void unknown.payload.FileId?.length;
  return [upload.payload.FileId?.length, unknown.type satisfies 'SomethingNew', unknown.payload.FileId];
}

function unknownIsLeftOver(event: VodEvent): Record<string, unknown> | undefined {
  if (event.type === 'NewFileUpload') {
    return (event satisfies VodEventOf<'NewFileUpload'>) && undefined;
  }
  // @ts-expect-error not narrowed: it may still be of any other type
  return event satisfies VodEventOf<'FileDeleted'>;
}

describe('the type of an event', () => {
  it('narrows the payload of a documented type and leaves the others untyped', () => {
    const event: HandledEvent<'*'> = {
      key: 'k',
      source: '1500009999',
      type: 'NewFileUpload',
      payload: { FileId: '5145403723811203549', MediaBasicInfo: { Name: 'harbour', Description: null } },
    };
    expect(describeEvent(event)).toBe('1500009999 k harbour');
    expect(unknownIsLeftOver(event)).toBeUndefined();
    expect(
      typedByRoute(
        { key: 'k', source: 's', type: 'NewFileUpload', payload: { FileId: '123' } },
        { key: 'k', source: 's', type: 'SomethingNew', payload: { FileId: 1 } },
      ),
    ).toEqual([3, 'SomethingNew', 1]);
  });
});

describe('the table of payload fields', () => {
  it('has 36 fields, each once, and no spelling of a type twice', () => {
    expect(new Set(PAYLOAD_FIELDS).size).toBe(36);
    expect(PAYLOAD_FIELDS).toHaveLength(36);
    const spellings = EVENT_PAYLOADS.flatMap(({ eventTypes }) => [...eventTypes]);
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  it('finds the field of a type in either spelling, and none for a type it does not have', () => {
    expect(payloadFieldOf('NewFileUpload')).toBe('FileUploadEvent');
    expect(payloadFieldOf('SceneAigcImageCompleteEvent')).toBe('SceneAigcImageCompleteEvent');
    expect(payloadFieldOf('SceneAigcImageComplete')).toBe('SceneAigcImageCompleteEvent');
    for (const type of ['', 'SomethingNew', '__proto__', 'constructor']) expect(payloadFieldOf(type)).toBeUndefined();
  });

  it('turns both spellings of a type into the documented one and leaves every other string alone', () => {
    expect(documentedEventType('CreateAigcCustomVoiceComplete')).toBe('CreateAigcCustomVoiceCompleteEvent');
    expect(documentedEventType('CreateAigcCustomVoiceCompleteEvent')).toBe('CreateAigcCustomVoiceCompleteEvent');
    expect(documentedEventType('AigcHunyuan3DTaskComplete')).toBe('AigcHunyuan3DTaskComplete');
    expect(documentedEventType('__proto__')).toBe('__proto__');
  });
});
