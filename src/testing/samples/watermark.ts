import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete, SampleBuilders } from './complete';
import { FINISHED, metaData } from './media';

/** Watermarks taken off, and found. */
export const watermarkSamples: SampleBuilders<
  | 'RemoveWatermark'
  | 'ExtractTraceWatermarkComplete'
  | 'ExtractCopyRightWatermarkComplete'
  | 'ExtractBlindWatermarkComplete'
> = {
  RemoveWatermark: (ids): Complete<Vod.RemoveWatermarkTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('RemoveWatermark'),
    ErrCodeExt: '',
    Input: { FileId: ids.fileId() },
    Output: {
      FileId: ids.fileId(1),
      FileType: 'mp4',
      FileUrl: ids.url('clean.mp4'),
      MediaName: 'Harbour at dawn, clean',
      MetaData: metaData(),
    },
  }),

  ExtractTraceWatermarkComplete: (ids): Complete<Vod.ExtractTraceWatermarkTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('ExtractTraceWatermark'),
    ErrCodeExt: '',
    Input: { Url: ids.url('leaked.mp4'), FileId: ids.fileId() },
    Output: { Uv: '1a2f09', Uid: 'viewer-20418' },
  }),

  ExtractCopyRightWatermarkComplete: (ids): Complete<Vod.ExtractCopyRightWatermarkTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('ExtractCopyRightWatermark'),
    ErrCodeExt: '',
    Input: { Url: ids.url('copied.mp4') },
    Output: { Text: '© East Mole Pictures' },
  }),

  ExtractBlindWatermarkComplete: (ids): Complete<Vod.ExtractBlindWatermarkTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('ExtractBlindWatermark'),
    InputInfo: { Type: 'FILEID', FileId: ids.fileId(), Url: '' },
    Type: 'blind-basic',
    IsDetected: true,
    Result: '© East Mole Pictures',
    ResultUV: '',
    ExtractBlindWatermarkConfig: { SegmentDuration: 5_000 },
  }),
};
