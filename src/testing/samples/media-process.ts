import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete } from './complete';
import { audioStream, videoStream } from './media';
import type { SampleIds } from './sample-ids';
import { adaptiveInput, transcodeInput, watermarks } from './transcode-inputs';

/** A sub-task that succeeded. Sub-tasks say SUCCESS where the task around them says FINISH. */
export const SUCCEEDED = { Status: 'SUCCESS', ErrCodeExt: '', ErrCode: 0, Message: 'SUCCESS', Progress: 100 };

export function duration(ids: SampleIds): { BeginProcessTime: string; FinishTime: string } {
  return { BeginProcessTime: ids.time(-90), FinishTime: ids.time(-2) };
}

/** A result has the task its type names and `null` for the others. */
const NO_TASK = {
  TranscodeTask: null,
  AnimatedGraphicTask: null,
  SnapshotByTimeOffsetTask: null,
  SampleSnapshotTask: null,
  ImageSpriteTask: null,
  CoverBySnapshotTask: null,
  AdaptiveDynamicStreamingTask: null,
};

/** One result of every kind. */
export function mediaProcessResults(ids: SampleIds): Complete<Vod.MediaProcessTaskResult>[] {
  return [
    { ...NO_TASK, Type: 'Transcode', TranscodeTask: transcode(ids) },
    { ...NO_TASK, Type: 'AnimatedGraphics', AnimatedGraphicTask: animatedGraphic(ids) },
    { ...NO_TASK, Type: 'SnapshotByTimeOffset', SnapshotByTimeOffsetTask: snapshots(ids) },
    { ...NO_TASK, Type: 'SampleSnapshot', SampleSnapshotTask: sampleSnapshots(ids) },
    { ...NO_TASK, Type: 'ImageSprites', ImageSpriteTask: imageSprite(ids) },
    { ...NO_TASK, Type: 'CoverBySnapshot', CoverBySnapshotTask: cover(ids) },
    { ...NO_TASK, Type: 'AdaptiveDynamicStreaming', AdaptiveDynamicStreamingTask: adaptive(ids) },
  ];
}

function transcode(ids: SampleIds): Complete<Vod.MediaProcessTaskTranscodeResult> {
  return {
    ...SUCCEEDED,
    ...duration(ids),
    Input: transcodeInput(ids),
    Output: {
      Url: ids.url('v.f100030.mp4'),
      Definition: 100_030,
      Bitrate: 1_856_000,
      Height: 720,
      Width: 1280,
      Size: 42_770_688,
      Duration: 184.36,
      Md5: '5e8d20b7c1fa4963a0d4e7b2913c6f08',
      Container: 'mov,mp4,m4a,3gp,3g2,mj2',
      VideoStreamSet: [videoStream(720)],
      AudioStreamSet: [audioStream()],
      DigitalWatermarkType: 'Trace',
      CopyRightWatermarkText: '© East Mole Pictures',
      BlindWatermarkDefinition: 3_002,
      FileId: ids.fileId(),
    },
  };
}

function animatedGraphic(ids: SampleIds): Complete<Vod.MediaProcessTaskAnimatedGraphicResult> {
  return {
    ...SUCCEEDED,
    ...duration(ids),
    Input: { Definition: 20_000, StartTimeOffset: 10, EndTimeOffset: 14 },
    Output: {
      Url: ids.url('preview.gif'),
      Definition: 20_000,
      Container: 'gif',
      Height: 270,
      Width: 480,
      Bitrate: 1_310_720,
      Size: 655_360,
      Md5: '90bb1ce62d4f4d7fae8350c9174d62e1',
      StartTimeOffset: 10,
      EndTimeOffset: 14,
    },
  };
}

function snapshots(ids: SampleIds): Complete<Vod.MediaProcessTaskSnapshotByTimeOffsetResult> {
  return {
    ...SUCCEEDED,
    ...duration(ids),
    Input: {
      Definition: 10,
      ExtTimeOffsetSet: ['3s', '50%'],
      TimeOffsetSet: [3_000, 92_180],
      WatermarkSet: watermarks(),
    },
    Output: {
      Definition: 10,
      PicInfoSet: [
        { TimeOffset: 3_000, Url: ids.url('snapshot_10_0.jpg'), WaterMarkDefinition: [5_101] },
        { TimeOffset: 92_180, Url: ids.url('snapshot_10_1.jpg'), WaterMarkDefinition: [5_101] },
      ],
    },
  };
}

function sampleSnapshots(ids: SampleIds): Complete<Vod.MediaProcessTaskSampleSnapshotResult> {
  return {
    ...SUCCEEDED,
    ...duration(ids),
    Input: { Definition: 11, WatermarkSet: watermarks() },
    Output: {
      Definition: 11,
      SampleType: 'Percent',
      Interval: 25,
      ImageUrlSet: [0, 1, 2, 3].map((image) => ids.url(`sample_11_${image}.jpg`)),
      WaterMarkDefinition: [5_101],
    },
  };
}

function imageSprite(ids: SampleIds): Complete<Vod.MediaProcessTaskImageSpriteResult> {
  return {
    ...SUCCEEDED,
    ...duration(ids),
    Input: { Definition: 10 },
    Output: {
      Definition: 10,
      Height: 90,
      Width: 160,
      TotalCount: 37,
      ImageUrlSet: [ids.url('sprite_10_0.jpg')],
      WebVttUrl: ids.url('sprite_10.vtt'),
    },
  };
}

function cover(ids: SampleIds): Complete<Vod.MediaProcessTaskCoverBySnapshotResult> {
  return {
    ...SUCCEEDED,
    ...duration(ids),
    Input: { Definition: 10, PositionType: 'Time', PositionValue: 10, WatermarkSet: [] },
    Output: { CoverUrl: ids.url('cover_10_0.jpg') },
  };
}

function adaptive(ids: SampleIds): Complete<Vod.MediaProcessTaskAdaptiveDynamicStreamingResult> {
  return {
    ...SUCCEEDED,
    ...duration(ids),
    Input: adaptiveInput(ids),
    Output: {
      Definition: 12,
      Package: 'HLS',
      DrmType: 'SimpleAES',
      Url: ids.url('adp.12.m3u8'),
      Size: 131_072_000,
      DigitalWatermarkType: 'None',
      SubStreamSet: [
        { Type: 'video', Width: 640, Height: 360, Size: 14_680_064 },
        { Type: 'video', Width: 1920, Height: 1080, Size: 116_391_936 },
      ],
      CopyRightWatermarkText: '',
      BlindWatermarkDefinition: 0,
      SubtitleSet: [
        {
          Id: `sub-${ids.fileId()}`,
          Name: 'English',
          Language: 'en',
          Format: 'vtt',
          Url: ids.url('en.vtt'),
          Source: 'UserUploaded',
        },
      ],
      DefaultSubtitleId: `sub-${ids.fileId()}`,
      DrmEncryptType: 'cbcs',
    },
  };
}
