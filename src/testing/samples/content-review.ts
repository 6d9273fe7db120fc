import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete, SampleBuilders } from './complete';
import { SUCCEEDED } from './media-process';
import type { SampleIds } from './sample-ids';

/** A result has the task its type names and `null` for the others. */
const NO_TASK = {
  PornTask: null,
  TerrorismTask: null,
  PoliticalTask: null,
  PornAsrTask: null,
  PornOcrTask: null,
  PoliticalAsrTask: null,
  PoliticalOcrTask: null,
  TerrorismOcrTask: null,
  ProhibitedOcrTask: null,
  ProhibitedAsrTask: null,
};

/** Reviews of pictures, of speech and of writing, as part of a procedure: a rocket over the harbour, and an advertisement. */
export function contentReviewResults(ids: SampleIds): Complete<Vod.AiContentReviewResult>[] {
  return [
    { ...NO_TASK, Type: 'Terrorism', TerrorismTask: pictures(ids) },
    { ...NO_TASK, Type: 'Prohibited.Asr', ProhibitedAsrTask: speech(ids) },
    { ...NO_TASK, Type: 'Prohibited.Ocr', ProhibitedOcrTask: writing(ids) },
  ];
}

function segmentsFile(
  ids: SampleIds,
  name: string,
): { SegmentSetFileUrl: string; SegmentSetFileUrlExpireTime: string } {
  return { SegmentSetFileUrl: ids.url(`${name}.json`), SegmentSetFileUrlExpireTime: ids.time(86_400) };
}

function pictures(ids: SampleIds): Complete<Vod.AiReviewTaskTerrorismResult> {
  return {
    ...SUCCEEDED,
    Input: { Definition: 20 },
    Output: {
      Confidence: 71.5,
      Suggestion: 'review',
      Label: 'explosion',
      SegmentSet: [
        {
          StartTimeOffset: 150.2,
          EndTimeOffset: 154,
          Confidence: 71.5,
          Label: 'explosion',
          Suggestion: 'review',
          Url: ids.url('review_150.jpg'),
          PicUrlExpireTimeStamp: 1_768_550_400,
          PicUrlExpireTime: ids.time(86_400),
        },
      ],
      ...segmentsFile(ids, 'review-pictures'),
    },
  };
}

function speech(ids: SampleIds): Complete<Vod.AiReviewTaskProhibitedAsrResult> {
  return {
    ...SUCCEEDED,
    Input: { Definition: 20 },
    Output: { Confidence: 0, Suggestion: 'pass', SegmentSet: [], ...segmentsFile(ids, 'review-speech') },
  };
}

function writing(ids: SampleIds): Complete<Vod.AiReviewTaskProhibitedOcrResult> {
  return {
    ...SUCCEEDED,
    Input: { Definition: 20 },
    Output: {
      Confidence: 64,
      Suggestion: 'review',
      SegmentSet: [
        {
          StartTimeOffset: 61,
          EndTimeOffset: 65.8,
          Confidence: 64,
          Suggestion: 'review',
          KeywordSet: ['duty free'],
          AreaCoordSet: [310, 92, 840, 176],
          Url: ids.url('review_61.jpg'),
          PicUrlExpireTime: ids.time(86_400),
        },
      ],
      ...segmentsFile(ids, 'review-writing'),
    },
  };
}

/** A review as a task of its own. */
export const reviewSamples: SampleBuilders<'ReviewAudioVideoComplete'> = {
  ReviewAudioVideoComplete: (ids): Complete<Vod.ReviewAudioVideoTask> => ({
    ...ids.session(),
    TaskId: ids.taskId('ReviewAudioVideo'),
    Status: 'FINISH',
    ErrCodeExt: '',
    Message: '',
    Input: { FileId: ids.fileId(), Definition: 10, ReviewContents: ['Media', 'Cover'] },
    Output: {
      Suggestion: 'review',
      Label: 'Ad',
      Form: 'OCR',
      SegmentSet: [
        {
          ...seen(),
          StartTimeOffset: 61,
          EndTimeOffset: 65.8,
          Url: ids.url('review_61.jpg'),
          PicUrlExpireTime: ids.time(86_400),
        },
      ],
      ...segmentsFile(ids, 'review'),
      CoverReviewResult: {
        Suggestion: 'review',
        Label: 'Ad',
        Form: 'OCR',
        SegmentSet: [seen()],
        ...segmentsFile(ids, 'review-cover'),
      },
    },
  }),
};

function seen(): Complete<Vod.ReviewImageSegmentItem> {
  return {
    Confidence: 82,
    Suggestion: 'review',
    Label: 'Ad',
    SubLabel: '',
    Form: 'OCR',
    AreaCoordSet: [310, 92, 840, 176],
    Text: 'duty free — 免税',
    KeywordSet: ['duty free'],
  };
}
