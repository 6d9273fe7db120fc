import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete, SampleBuilders } from './complete';
import { FINISHED } from './media';

const SUCCEEDED = { ErrCode: 0, Message: 'SUCCESS' };

/** Tasks of the API's 2017 version, and publishing to WeChat. */
export const legacySamples: SampleBuilders<
  | 'ClipComplete'
  | 'TranscodeComplete'
  | 'CreateImageSpriteComplete'
  | 'ConcatComplete'
  | 'CreateSnapshotByTimeOffsetComplete'
  | 'WechatPublishComplete'
  | 'WechatMiniProgramPublishComplete'
> = {
  ClipComplete: (ids): Complete<Vod.ClipTask2017> => ({
    TaskId: ids.taskId('Clip'),
    SrcFileId: ids.fileId(),
    FileInfo: { ...SUCCEEDED, FileId: ids.fileId(1), FileUrl: ids.url('clip.f20.mp4'), FileType: 'mp4' },
  }),

  TranscodeComplete: (ids): Complete<Vod.TranscodeTask2017> => ({
    ...SUCCEEDED,
    TaskId: ids.taskId('Transcode'),
    FileId: ids.fileId(),
    FileName: 'Harbour at dawn',
    Duration: 184,
    CoverUrl: ids.url('cover.jpg'),
    PlayInfoSet: [
      { Url: ids.url('f0.mp4'), Definition: 0, Bitrate: 4_284_000, Height: 1080, Width: 1920 },
      { Url: ids.url('v.f20.mp4'), Definition: 20, Bitrate: 642_000, Height: 360, Width: 640 },
    ],
  }),

  CreateImageSpriteComplete: (ids): Complete<Vod.CreateImageSpriteTask2017> => ({
    ...SUCCEEDED,
    TaskId: ids.taskId('ImageSprite'),
    FileId: ids.fileId(),
    Definition: 10,
    TotalCount: 37,
    ImageSpriteUrlSet: [ids.url('sprite_0.jpg'), ids.url('sprite_1.jpg')],
    WebVttUrl: ids.url('sprite.vtt'),
  }),

  ConcatComplete: (ids): Complete<Vod.ConcatTask2017> => ({
    TaskId: ids.taskId('Concat'),
    FileInfoSet: [{ ...SUCCEEDED, FileId: ids.fileId(), FileUrl: ids.url('concat.mp4'), FileType: 'mp4' }],
  }),

  CreateSnapshotByTimeOffsetComplete: (ids): Complete<Vod.SnapshotByTimeOffsetTask2017> => ({
    TaskId: ids.taskId('SnapshotByTimeOffset'),
    FileId: ids.fileId(),
    Definition: 10,
    SnapshotInfoSet: [
      { ErrCode: 0, TimeOffset: 3_000, Url: ids.url('snapshot_3000.jpg') },
      { ErrCode: 0, TimeOffset: 90_500, Url: ids.url('snapshot_90500.jpg') },
    ],
  }),

  WechatPublishComplete: (ids): Complete<Vod.WechatPublishTask> => ({
    ...FINISHED,
    TaskId: ids.taskId('WechatPublish'),
    FileId: ids.fileId(),
    Definition: 20,
    SourceDefinition: 0,
    WechatStatus: 'SUCCESS',
    WechatVid: `wv-${ids.fileId()}`,
    WechatUrl: ids.url('wechat'),
  }),

  WechatMiniProgramPublishComplete: (ids): Complete<Vod.WechatMiniProgramPublishTask> => ({
    ...FINISHED,
    TaskId: ids.taskId('WechatMiniProgramPublish'),
    FileId: ids.fileId(),
    SourceDefinition: 0,
    PublishResult: 'Pass',
  }),
};
