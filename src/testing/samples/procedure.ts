import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { analysisResults, recognitionResults } from './ai-results';
import type { Complete, SampleBuilders } from './complete';
import { contentReviewResults } from './content-review';
import { FINISHED, metaData } from './media';
import { mediaProcessResults, SUCCEEDED } from './media-process';

/** Procedures, and the other tasks that report a result for each of their parts. */
export const procedureSamples: SampleBuilders<
  'ProcedureStateChanged' | 'ComplexAdaptiveDynamicStreamingComplete' | 'ProcessMediaByMPSComplete'
> = {
  ProcedureStateChanged: (ids): Complete<Vod.ProcedureTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('Procedure'),
    FileId: ids.fileId(),
    FileName: 'Harbour at dawn',
    FileUrl: ids.url('f0.mp4'),
    MetaData: metaData(),
    MediaProcessResultSet: mediaProcessResults(ids),
    AiContentReviewResultSet: contentReviewResults(ids),
    AiAnalysisResultSet: analysisResults(ids),
    AiRecognitionResultSet: recognitionResults(ids),
    TasksPriority: 0,
    TasksNotifyMode: 'Finish',
    Operator: 'System',
    OperationType: 'TSC',
  }),

  ComplexAdaptiveDynamicStreamingComplete: (ids): Complete<Vod.ComplexAdaptiveDynamicStreamingTask> => ({
    TaskId: ids.taskId('ComplexAdaptiveDynamicStreaming'),
    Status: 'FINISH',
    ComplexAdaptiveDynamicStreamingTaskResultSet: [
      {
        Status: 'SUCCESS',
        ErrCodeExt: '',
        Message: 'SUCCESS',
        Progress: 100,
        Input: { StreamPara: { Definition: 12 } },
        Output: { Definition: 12, Format: 'HLS', DrmType: '', Url: ids.url('complex.12.m3u8') },
      },
      {
        Status: 'FAIL',
        ErrCodeExt: 'InvalidParameterValue.FileNotExist',
        Message: 'the audio track does not exist',
        Progress: 0,
        Input: { StreamPara: { Definition: 20 } },
        Output: null,
      },
    ],
  }),

  ProcessMediaByMPSComplete: (ids): Complete<Vod.ProcessMediaByMPS> => ({
    ...FINISHED,
    TaskId: ids.taskId('ProcessMediaByMPS'),
    SubTaskSet: [
      {
        TaskType: 'AiAnalysis.DeLogo',
        Status: SUCCEEDED.Status,
        ErrCode: '',
        Message: 'SUCCESS',
        Input: '{"Definition":25}',
        Output: {
          OutputFiles: [
            {
              FileType: 'AiAnalysis.DeLogo.Video',
              StorageMode: 'Permanent',
              FileId: ids.fileId(1),
              Url: ids.url('delogo.mp4'),
              Definition: '0',
              ExpiredTime: 0,
            },
          ],
          OutputText: `{"Path":"/delogo/${ids.fileId(1)}.mp4"}`,
        },
      },
    ],
  }),
};
