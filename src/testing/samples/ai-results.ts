import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete } from './complete';
import { duration, SUCCEEDED } from './media-process';
import type { SampleIds } from './sample-ids';

/** A result has the task its type names and `null` for the others. */
const NO_ANALYSIS = {
  ClassificationTask: null,
  CoverTask: null,
  TagTask: null,
  FrameTagTask: null,
  HighlightTask: null,
};

/** One analysis of every kind. */
export function analysisResults(ids: SampleIds): Complete<Vod.AiAnalysisResult>[] {
  const about = { ...SUCCEEDED, ...duration(ids), Input: { Definition: 20 } };
  return [
    { ...NO_ANALYSIS, Type: 'Classification', ClassificationTask: { ...about, Output: classification(ids) } },
    { ...NO_ANALYSIS, Type: 'Cover', CoverTask: { ...about, Output: covers(ids) } },
    { ...NO_ANALYSIS, Type: 'Tag', TagTask: { ...about, Output: tags(ids) } },
    { ...NO_ANALYSIS, Type: 'FrameTag', FrameTagTask: { ...about, Output: frameTags(ids) } },
    { ...NO_ANALYSIS, Type: 'Highlight', HighlightTask: { ...about, Output: highlights(ids) } },
  ];
}

function classification(ids: SampleIds): Complete<Vod.AiAnalysisTaskClassificationOutput> {
  return {
    ClassificationSet: [{ Classification: 'travel', Confidence: 91.2 }],
    ClassificationSetFileUrl: ids.url('classification.json'),
    ClassificationSetFileUrlExpireTime: ids.time(86_400),
  };
}

function covers(ids: SampleIds): Complete<Vod.AiAnalysisTaskCoverOutput> {
  return {
    CoverSet: [{ CoverUrl: ids.url('cover_ai_0.jpg'), Confidence: 77 }],
    CoverSetFileUrl: ids.url('covers.json'),
    CoverSetFileUrlExpireTime: ids.time(86_400),
  };
}

function tags(ids: SampleIds): Complete<Vod.AiAnalysisTaskTagOutput> {
  return {
    TagSet: [
      { Tag: 'harbour', Confidence: 94 },
      { Tag: '渔船', Confidence: 81 },
    ],
    TagSetFileUrl: ids.url('tags.json'),
    TagSetFileUrlExpireTime: ids.time(86_400),
  };
}

function frameTags(ids: SampleIds): Complete<Vod.AiAnalysisTaskFrameTagOutput> {
  return {
    SegmentSet: [
      {
        StartTimeOffset: 20,
        EndTimeOffset: 34,
        TagSet: [{ Tag: 'lighthouse', CategorySet: ['scene', 'building'], Confidence: 88 }],
      },
    ],
    SegmentSetFileUrl: ids.url('frame-tags.json'),
    SegmentSetFileUrlExpireTime: ids.time(86_400),
  };
}

function highlights(ids: SampleIds): Complete<Vod.AiAnalysisTaskHighlightOutput> {
  return {
    HighlightSet: [
      {
        HighlightUrl: ids.url('highlight_0.mp4'),
        CovImgUrl: ids.url('highlight_0.jpg'),
        Confidence: 73,
        Duration: 14,
        SegmentSet: [{ Confidence: 73, StartTimeOffset: 20, EndTimeOffset: 34 }],
      },
    ],
    HighlightSetFileUrl: ids.url('highlights.json'),
    HighlightSetFileUrlExpireTime: ids.time(86_400),
  };
}

const NO_RECOGNITION = {
  HeadTailTask: null,
  SegmentTask: null,
  FaceTask: null,
  AsrWordsTask: null,
  AsrFullTextTask: null,
  AsrTranslateTask: null,
  OcrWordsTask: null,
  OcrFullTextTask: null,
  ObjectTask: null,
};

/** Recognition of faces, speech and writing, and of where the titles end. */
export function recognitionResults(ids: SampleIds): Complete<Vod.AiRecognitionResult>[] {
  const about = { ...SUCCEEDED, ...duration(ids), Input: { Definition: 10 } };
  return [
    { ...NO_RECOGNITION, Type: 'HeadTailRecognition', HeadTailTask: { ...about, Output: headTail() } },
    { ...NO_RECOGNITION, Type: 'FaceRecognition', FaceTask: { ...about, Output: faces(ids) } },
    { ...NO_RECOGNITION, Type: 'AsrFullTextRecognition', AsrFullTextTask: { ...about, Output: speech(ids) } },
    { ...NO_RECOGNITION, Type: 'OcrFullTextRecognition', OcrFullTextTask: { ...about, Output: writing(ids) } },
  ];
}

function headTail(): Complete<Vod.AiRecognitionTaskHeadTailResultOutput> {
  return { HeadConfidence: 96, HeadTimeOffset: 8.4, TailConfidence: 90, TailTimeOffset: 171 };
}

function faces(ids: SampleIds): Complete<Vod.AiRecognitionTaskFaceResultOutput> {
  return {
    ResultSet: [
      {
        Id: `person-${ids.fileId()}`,
        Type: 'UserDefine',
        Name: 'The harbour master',
        SegmentSet: [{ StartTimeOffset: 44, EndTimeOffset: 52.5, Confidence: 93, AreaCoordSet: [602, 214, 744, 390] }],
      },
    ],
    ResultSetFileUrl: ids.url('faces.json'),
    ResultSetFileUrlExpireTime: ids.time(86_400),
  };
}

function speech(ids: SampleIds): Complete<Vod.AiRecognitionTaskAsrFullTextResultOutput> {
  return {
    SegmentSet: [
      { Confidence: 89, StartTimeOffset: 44, EndTimeOffset: 47.2, Text: '早上好，今天风很大。' },
      { Confidence: 92, StartTimeOffset: 47.9, EndTimeOffset: 52.1, Text: 'The first boat went out at five 🚤' },
    ],
    SegmentSetFileUrl: ids.url('speech.json'),
    SegmentSetFileUrlExpireTime: ids.time(86_400),
    SubtitleSet: [{ Id: `sub-${ids.fileId()}`, Name: '中文', Language: 'zh', Format: 'vtt', Url: ids.url('zh.vtt') }],
    SubtitleUrl: ids.url('zh.vtt'),
  };
}

function writing(ids: SampleIds): Complete<Vod.AiRecognitionTaskOcrFullTextResultOutput> {
  return {
    SegmentSet: [
      {
        StartTimeOffset: 61,
        EndTimeOffset: 65.8,
        TextSet: [{ Confidence: 97, AreaCoordSet: [310, 92, 840, 176], Text: 'DUTY FREE' }],
      },
    ],
    SegmentSetFileUrl: ids.url('writing.json'),
    SegmentSetFileUrlExpireTime: ids.time(86_400),
  };
}
