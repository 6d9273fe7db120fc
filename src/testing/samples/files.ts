import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete, SampleBuilders } from './complete';
import { basicInfo, FINISHED, metaData, recordedFrom } from './media';

/** What happens to a file as a whole. */
export const fileSamples: SampleBuilders<
  | 'NewFileUpload'
  | 'FileDeleted'
  | 'PullComplete'
  | 'PersistenceComplete'
  | 'RestoreMediaComplete'
  | 'DescribeFileAttributesComplete'
  | 'MediaCastStatusChanged'
> = {
  NewFileUpload: (ids): Complete<Vod.FileUploadTask> => ({
    FileId: ids.fileId(),
    MediaBasicInfo: basicInfo(ids, recordedFrom(ids)),
    ProcedureTaskId: ids.taskId('Procedure'),
    ReviewAudioVideoTaskId: '',
    MetaData: metaData(),
  }),

  FileDeleted: (ids): Complete<Vod.FileDeleteTask> => ({
    FileIdSet: [ids.fileId(), ids.fileId(1)],
    FileDeleteResultInfo: [
      { FileId: ids.fileId(), DeleteParts: [] },
      {
        FileId: ids.fileId(1),
        DeleteParts: [
          { Type: 'TranscodeFiles', Definition: 100_030 },
          { Type: 'AdaptiveDynamicStreamingFiles', Definition: 0 },
        ],
      },
    ],
  }),

  PullComplete: (ids): Complete<Vod.PullUploadTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('PullUpload'),
    FileId: ids.fileId(),
    MediaBasicInfo: basicInfo(ids),
    MetaData: metaData(),
    FileUrl: ids.url('f0.mp4'),
    ProcedureTaskId: ids.taskId('Procedure'),
    ReviewAudioVideoTaskId: ids.taskId('ReviewAudioVideo'),
    Progress: 100,
  }),

  PersistenceComplete: (ids): Complete<Vod.PersistenceCompleteTask> => ({
    FileId: ids.fileId(),
    PersistenceSource: 'SimpleHlsClip',
  }),

  RestoreMediaComplete: (ids): Complete<Vod.RestoreMediaTask> => ({
    FileId: ids.fileId(),
    OriginalStorageClass: 'ARCHIVE',
    TargetStorageClass: 'ARCHIVE',
    RestoreTier: 'Standard',
    RestoreDay: 3,
    Status: 0,
    Message: '',
  }),

  DescribeFileAttributesComplete: (ids): Complete<Vod.DescribeFileAttributesTask> => ({
    ...ids.session(),
    TaskId: ids.taskId('DescribeFileAttributes'),
    Status: 'SUCCESS',
    ErrCode: 0,
    ErrCodeExt: '',
    Message: '',
    Progress: 100,
    FileId: ids.fileId(),
    Output: { Md5: 'a4c1f7e05b9d4368927ce1b60f3d8a52', Sha1: '3f0c9e8b7a61d25440b1c7e93fd2a8560e4b71cc' },
  }),

  MediaCastStatusChanged: (ids): Complete<Vod.MediaCastEvent> => ({
    CastId: `cast-${ids.fileId()}`,
    Status: 'Working',
  }),
};
