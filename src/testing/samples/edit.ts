import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete, SampleBuilders } from './complete';
import { basicInfo, FINISHED, metaData, NEVER_EXPIRES, outputFile, processedFrom } from './media';
import type { SampleIds } from './sample-ids';

/** Tasks that make new files out of old ones. */
export const editSamples: SampleBuilders<'EditMediaComplete' | 'SplitMediaComplete' | 'ComposeMediaComplete'> = {
  EditMediaComplete: (ids): Complete<Vod.EditMediaTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('EditMedia'),
    ErrCodeExt: '',
    Progress: 100,
    Input: {
      InputType: 'File',
      FileInfoSet: [
        { FileId: ids.fileId(2), StartTimeOffset: 0, EndTimeOffset: 62.5 },
        { FileId: ids.fileId(3), StartTimeOffset: 12, EndTimeOffset: 0 },
      ],
      StreamInfoSet: [],
    },
    Output: outputFile(ids),
    MetaData: metaData(),
    ProcedureTaskId: ids.taskId('Procedure'),
    ReviewAudioVideoTaskId: '',
  }),

  SplitMediaComplete: (ids): Complete<Vod.SplitMediaTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('SplitMedia'),
    ErrCodeExt: '',
    FileInfoSet: [segment(ids, 1), segment(ids, 2)],
    Progress: 100,
  }),

  ComposeMediaComplete: (ids): Complete<Vod.ComposeMediaTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('ComposeMedia'),
    Progress: 100,
    Input: { Tracks: tracks(ids), Canvas: { Color: 'Black', Width: 1920, Height: 1080 }, Output: composed() },
    Output: outputFile(ids),
    MetaData: metaData(),
  }),
};

function segment(ids: SampleIds, part: number): Complete<Vod.SplitMediaTaskSegmentInfo> {
  return {
    Input: {
      FileId: ids.fileId(),
      StartTimeOffset: (part - 1) * 90,
      EndTimeOffset: part * 90,
      ProcedureName: 'LongVideoPreset',
      OutputConfig: {
        MediaName: `Harbour at dawn, part ${part}`,
        Type: 'mp4',
        ClassId: 1203,
        ExpireTime: NEVER_EXPIRES,
      },
    },
    Output: { FileId: ids.fileId(part), MediaBasicInfo: basicInfo(ids, processedFrom(ids)) },
    ProcedureTaskId: ids.taskId(`Procedure${part}`),
    ReviewAudioVideoTaskId: '',
  };
}

function tracks(ids: SampleIds): Complete<Vod.MediaTrack>[] {
  return [
    {
      Type: 'Video',
      TrackItems: [
        { ...NO_ITEM, Type: 'Video', VideoItem: videoItem(ids.fileId(2)) },
        {
          ...NO_ITEM,
          Type: 'Transition',
          TransitionItem: {
            Duration: 1.5,
            Transitions: [{ Type: 'ImageFadeInFadeOut' }],
            MediaTransitions: [{ Type: 'ImageFadeInFadeOut' }],
          },
        },
        { ...NO_ITEM, Type: 'Video', VideoItem: videoItem(ids.fileId(3)) },
      ],
    },
    {
      Type: 'Audio',
      TrackItems: [
        { ...NO_ITEM, Type: 'Empty', EmptyItem: { Duration: 2 } },
        {
          ...NO_ITEM,
          Type: 'Audio',
          AudioItem: {
            SourceMedia: ids.fileId(4),
            SourceMediaStartTime: 0,
            Duration: 60,
            TargetDuration: 60,
            AudioOperations: [{ Type: 'Volume', VolumeParam: { Mute: 0, Gain: 0.6 } }],
          },
        },
      ],
    },
    { Type: 'Sticker', TrackItems: [{ ...NO_ITEM, Type: 'Sticker', StickerItem: sticker(ids) }] },
  ];
}

/** A track item has the member its type names and `null` for the others. */
const NO_ITEM = { VideoItem: null, AudioItem: null, StickerItem: null, TransitionItem: null, EmptyItem: null };

const POSITION = { CoordinateOrigin: 'Center', XPos: '0px', YPos: '5%', Width: '100%', Height: '100%' };

function videoItem(fileId: string): Complete<Vod.VideoTrackItem> {
  return {
    ...POSITION,
    SourceMedia: fileId,
    SourceMediaStartTime: 4,
    Duration: 30,
    TargetDuration: 30,
    AudioOperations: [{ Type: 'Volume', VolumeParam: { Mute: 1, Gain: 0 } }],
    ImageOperations: [{ Type: 'Rotate', RotateAngle: 90, Flip: '' }],
  };
}

function sticker(ids: SampleIds): Complete<Vod.StickerTrackItem> {
  return {
    ...POSITION,
    SourceMedia: ids.url('logo.png'),
    Duration: 10,
    StartTime: 1,
    ImageOperations: [{ Type: 'Flip', RotateAngle: 0, Flip: 'Vertical' }],
  };
}

function composed(): Complete<Vod.ComposeMediaOutput> {
  return {
    FileName: 'Harbour at dawn, cut',
    Description: 'Two takes and the bell',
    ClassId: 1203,
    ExpireTime: NEVER_EXPIRES,
    Container: 'mp4',
    VideoStream: { Codec: 'libx264', Fps: 25 },
    AudioStream: { Codec: 'libfdk_aac', SampleRate: 48_000, AudioChannel: 2, Bitrate: 128 },
    RemoveVideo: 0,
    RemoveAudio: 0,
  };
}
