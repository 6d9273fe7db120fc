/** One payload field of `EventContent` and the event types that fill it. */
export interface EventPayload {
  /** Accepted spellings of `EventType`, the documented one first. Empty where the documents name a field and no type any more. */
  readonly eventTypes: readonly string[];
  /** The member of `EventContent` that holds the payload. */
  readonly field: string;
}

/**
 * Which event type fills which field of `EventContent`, in the order of the API document (PullEvents, version 2018-07-17, as in
 * tencentcloud-sdk-nodejs-vod 4.1.287). The field's name does not follow from the type's, hence a table. It is never complete: VOD adds
 * types without notice. Types that the field's own text spells with a final "Event" and the list of types leaves out are accepted
 * without it too, as all older types are spelled.
 */
export const EVENT_PAYLOADS = [
  { eventTypes: ['NewFileUpload'], field: 'FileUploadEvent' },
  { eventTypes: ['ProcedureStateChanged'], field: 'ProcedureStateChangeEvent' },
  { eventTypes: ['FileDeleted'], field: 'FileDeleteEvent' },
  { eventTypes: ['PullComplete'], field: 'PullCompleteEvent' },
  { eventTypes: ['EditMediaComplete'], field: 'EditMediaCompleteEvent' },
  { eventTypes: ['SplitMediaComplete'], field: 'SplitMediaCompleteEvent' },
  { eventTypes: ['ComposeMediaComplete'], field: 'ComposeMediaCompleteEvent' },
  { eventTypes: ['ClipComplete'], field: 'ClipCompleteEvent' },
  { eventTypes: ['TranscodeComplete'], field: 'TranscodeCompleteEvent' },
  { eventTypes: ['CreateImageSpriteComplete'], field: 'CreateImageSpriteCompleteEvent' },
  { eventTypes: ['ConcatComplete'], field: 'ConcatCompleteEvent' },
  { eventTypes: ['CreateSnapshotByTimeOffsetComplete'], field: 'SnapshotByTimeOffsetCompleteEvent' },
  { eventTypes: ['WechatPublishComplete'], field: 'WechatPublishCompleteEvent' },
  { eventTypes: ['WechatMiniProgramPublishComplete'], field: 'WechatMiniProgramPublishCompleteEvent' },
  { eventTypes: ['RemoveWatermark'], field: 'RemoveWatermarkCompleteEvent' },
  { eventTypes: ['RestoreMediaComplete'], field: 'RestoreMediaCompleteEvent' },
  { eventTypes: ['RebuildMediaComplete'], field: 'RebuildMediaCompleteEvent' },
  { eventTypes: ['ExtractTraceWatermarkComplete'], field: 'ExtractTraceWatermarkCompleteEvent' },
  { eventTypes: ['ExtractCopyRightWatermarkComplete'], field: 'ExtractCopyRightWatermarkCompleteEvent' },
  { eventTypes: ['ReviewAudioVideoComplete'], field: 'ReviewAudioVideoCompleteEvent' },
  { eventTypes: [], field: 'ReduceMediaBitrateCompleteEvent' },
  { eventTypes: ['DescribeFileAttributesComplete'], field: 'DescribeFileAttributesCompleteEvent' },
  { eventTypes: ['QualityInspectComplete'], field: 'QualityInspectCompleteEvent' },
  { eventTypes: ['QualityEnhanceComplete'], field: 'QualityEnhanceCompleteEvent' },
  { eventTypes: ['MediaCastStatusChanged'], field: 'MediaCastStatusChangedEvent' },
  { eventTypes: ['PersistenceComplete'], field: 'PersistenceCompleteEvent' },
  {
    eventTypes: ['ComplexAdaptiveDynamicStreamingComplete'],
    field: 'ComplexAdaptiveDynamicStreamingCompleteEvent',
  },
  { eventTypes: ['ProcessMediaByMPSComplete'], field: 'ProcessMediaByMPSCompleteEvent' },
  { eventTypes: ['AigcImageTaskComplete'], field: 'AigcImageCompleteEvent' },
  { eventTypes: ['AigcVideoTaskComplete'], field: 'AigcVideoCompleteEvent' },
  { eventTypes: ['ExtractBlindWatermarkComplete'], field: 'ExtractBlindWatermarkComplete' },
  { eventTypes: ['SceneAigcImageCompleteEvent', 'SceneAigcImageComplete'], field: 'SceneAigcImageCompleteEvent' },
  {
    eventTypes: ['ProcessImageAsyncCompleteEvent', 'ProcessImageAsyncComplete'],
    field: 'ProcessImageAsyncCompleteEvent',
  },
  {
    eventTypes: ['CreateAigcAdvancedCustomElementCompleteEvent', 'CreateAigcAdvancedCustomElementComplete'],
    field: 'CreateAigcAdvancedCustomElementCompleteEvent',
  },
  {
    eventTypes: ['CreateAigcCustomVoiceCompleteEvent', 'CreateAigcCustomVoiceComplete'],
    field: 'CreateAigcCustomVoiceCompleteEvent',
  },
  { eventTypes: ['DescribeAigcFaceInfoAsyncComplete'], field: 'DescribeAigcFaceInfoAsyncCompleteEvent' },
] as const satisfies readonly EventPayload[];

/** The names of all payload fields, in the order of the API document. */
export const PAYLOAD_FIELDS: readonly string[] = EVENT_PAYLOADS.map(({ field }) => field);

const rows: readonly EventPayload[] = EVENT_PAYLOADS;
const rowOfType = new Map(rows.flatMap((row) => row.eventTypes.map((eventType) => [eventType, row] as const)));

/** The field that holds the payload of this event type, in any accepted spelling; undefined for a type the table does not have. */
export function payloadFieldOf(eventType: string): string | undefined {
  return rowOfType.get(eventType)?.field;
}

/**
 * The documented spelling of an event type; any other string is returned as it is. One name for one thing: a route must not miss an
 * event because the documents spell its type in two ways.
 */
export function documentedEventType(eventType: string): string {
  return rowOfType.get(eventType)?.eventTypes[0] ?? eventType;
}
