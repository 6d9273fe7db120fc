import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete, SampleBuilders } from './complete';
import { FINISHED, metaData, NEVER_EXPIRES, outputFile } from './media';
import type { SampleIds } from './sample-ids';

/** Pictures and sound inspected, and made better. */
export const qualitySamples: SampleBuilders<
  'RebuildMediaComplete' | 'QualityInspectComplete' | 'QualityEnhanceComplete'
> = {
  RebuildMediaComplete: (ids): Complete<Vod.RebuildMediaTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('RebuildMedia'),
    ErrCodeExt: '',
    Progress: 100,
    Input: rebuildInput(ids),
    Output: outputFile(ids),
    MetaData: metaData(2160),
  }),

  QualityInspectComplete: (ids): Complete<Vod.QualityInspectTask> => ({
    ...ids.session(),
    TaskId: ids.taskId('QualityInspect'),
    Status: 'FINISH',
    ErrCodeExt: '',
    Message: 'SUCCESS',
    MetaData: metaData(),
    Input: { FileId: ids.fileId(), Definition: 10 },
    Output: inspection(ids),
  }),

  QualityEnhanceComplete: (ids): Complete<Vod.QualityEnhanceTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('QualityEnhance'),
    ErrCodeExt: '',
    Progress: 100,
    Input: { FileId: ids.fileId(), Definition: 20 },
    Output: outputFile(ids),
    MetaData: metaData(2160),
  }),
};

function rebuildInput(ids: SampleIds): Complete<Vod.RebuildMediaTaskInput> {
  return {
    FileId: ids.fileId(),
    StartTimeOffset: 0,
    EndTimeOffset: 184.36,
    Definition: 10,
    RepairInfo: { Switch: 'ON', Type: 'normal' },
    VideoFrameInterpolationInfo: { Switch: 'ON', Fps: 50 },
    SuperResolutionInfo: { Switch: 'ON', Type: 'hq', Size: 2 },
    HDRInfo: { Switch: 'OFF', Type: 'hdr10' },
    VideoDenoiseInfo: { Switch: 'ON', Type: 'weak' },
    AudioDenoiseInfo: { Switch: 'ON', Type: 'normal' },
    ColorInfo: { Switch: 'ON', Type: 'weak' },
    SharpInfo: { Switch: 'ON', Intensity: 0.4 },
    FaceInfo: { Switch: 'OFF', Intensity: 0 },
    LowLightInfo: { Switch: 'ON', Type: 'normal' },
    ScratchRepairInfo: { Switch: 'OFF', Intensity: 0, Type: 'normal' },
    ArtifactRepairInfo: { Switch: 'ON', Type: 'weak' },
    TargetInfo: {
      MediaName: 'Harbour at dawn, restored',
      Description: 'Twice the lines',
      ClassId: 1203,
      ExpireTime: NEVER_EXPIRES,
      Container: 'mp4',
      VideoStream: {
        Codec: 'libx265',
        Bitrate: 0,
        Fps: 50,
        ResolutionAdaptive: 'open',
        Width: 3840,
        Height: 0,
        FillType: 'black',
        Gop: 0,
      },
      AudioStream: { Codec: 'libfdk_aac', Bitrate: 128, SampleRate: 48_000, AudioChannel: 2 },
      RemoveVideo: 0,
      RemoveAudio: 0,
    },
  };
}

function inspection(ids: SampleIds): Complete<Vod.QualityInspectTaskOutput> {
  return {
    NoAudio: 0,
    NoVideo: 0,
    QualityEvaluationScore: 74,
    QualityInspectResultSet: [
      {
        Type: 'Blur',
        SegmentSet: [{ StartTimeOffset: 12, EndTimeOffset: 14.5, AreaCoordSet: [], Confidence: 0 }],
        SegmentSetFileUrl: ids.url('blur.json'),
        SegmentSetFileUrlExpireTime: ids.time(86_400),
      },
      {
        Type: 'QRCode',
        SegmentSet: [
          { StartTimeOffset: 170, EndTimeOffset: 174, AreaCoordSet: [1600, 800, 1800, 1000], Confidence: 96 },
        ],
        SegmentSetFileUrl: ids.url('qr-codes.json'),
        SegmentSetFileUrlExpireTime: ids.time(86_400),
      },
    ],
    QualityEvaluationMeanOpinionScore: 3.7,
    AestheticEvaluationScore: 68,
    ContainerDiagnoseResultSet: [
      { Category: 'TimeStampException', Type: 'PtsJitter', SeverityLevel: 'Warning', TimestampSet: [41.2, 97.84] },
    ],
    LLMDetectionReport: {
      ResultCount: 1,
      ResultSet: [
        {
          Category: 'AIGCQualityCharacteristics',
          Group: 'AIGCAuthenticity',
          Type: 'PhysicRulesCheck',
          Score: 82,
          Confidence: 70,
          IssueSet: [
            {
              Tag: 'reflection',
              Description: 'The reflection of the mast points the wrong way.',
              Score: 55,
              Confidence: 70,
              StartTimeMs: 41_200,
              EndTimeMs: 43_000,
              ExtraData: '{"severity":"low"}',
            },
          ],
        },
      ],
    },
  };
}
