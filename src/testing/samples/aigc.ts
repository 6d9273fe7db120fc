import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete, SampleBuilders } from './complete';
import { FINISHED, imageMetaData, metaData, NEVER_EXPIRES } from './media';
import type { SampleIds } from './sample-ids';

const STORED = { StorageMode: 'Permanent', ClassId: 1203, ExpireTime: NEVER_EXPIRES };

/** Pictures and films a model made. */
export const generatedSamples: SampleBuilders<
  'AigcImageTaskComplete' | 'AigcVideoTaskComplete' | 'SceneAigcImageCompleteEvent'
> = {
  AigcImageTaskComplete: (ids): Complete<Vod.AigcImageTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('AigcImage'),
    ErrCodeExt: '',
    Progress: 100,
    Input: imageInput(ids),
    Output: { FileInfos: [{ ...image(ids), MetaData: imageMetaData() }] },
  }),

  AigcVideoTaskComplete: (ids): Complete<Vod.AigcVideoTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('AigcVideo'),
    ErrCodeExt: '',
    Progress: 100,
    Input: videoInput(ids),
    Output: {
      FileInfos: [
        {
          ...STORED,
          MediaName: 'Lighthouse in a storm',
          FileType: 'mp4',
          FileUrl: ids.url('storm.mp4'),
          FileContent: '',
          FileId: ids.fileId(1),
          MetaData: metaData(720),
          UsageType: '',
        },
      ],
      ProcedureTaskIds: [ids.taskId('Procedure')],
      Usage: {
        InputTokens: 412,
        ThoughtTokens: 0,
        InputImageCount: 1,
        InputSeconds: 0,
        OutputSeconds: 5,
        TotalSeconds: 5,
      },
    },
  }),

  SceneAigcImageCompleteEvent: (ids): Complete<Vod.SceneAigcImageTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('SceneAigcImage'),
    Progress: 100,
    Input: {
      SceneInfo: scene(ids),
      FileInfos: [{ Type: 'File', FileId: ids.fileId(2), Url: '' }],
      OutputConfig: {
        ...STORED,
        MediaName: 'Oilskin on a model',
        AspectRatio: '3:4',
        EncodeConfig: { Format: 'PNG', Quality: 90 },
        ImageWidth: 1536,
        ImageHeight: 2048,
        Resolution: '2K',
      },
    },
    Output: { FileInfos: [{ ...image(ids), MetaData: imageMetaData() }] },
  }),
};

function image(ids: SampleIds): Omit<Complete<Vod.AigcImageTaskOutputFileInfo>, 'MetaData'> {
  return {
    ...STORED,
    MediaName: 'Lighthouse in a storm',
    FileType: 'png',
    FileUrl: ids.url('storm.png'),
    FileId: ids.fileId(1),
  };
}

function imageInput(ids: SampleIds): Complete<Vod.AigcImageTaskInput> {
  return {
    ModelName: 'Kling',
    ModelVersion: '3.0',
    FileInfos: [
      { Type: 'File', FileId: ids.fileId(2), Url: '', Base64: '', Text: 'the lighthouse', ReferenceType: '' },
    ],
    Prompt: 'A lighthouse in a storm, engraved in copper',
    NegativePrompt: 'people',
    EnhancePrompt: 'Enabled',
    GenerationMode: 'Professional',
    OutputConfig: {
      ...STORED,
      MediaName: 'Lighthouse in a storm',
      Resolution: '1k',
      AspectRatio: '1:1',
      PersonGeneration: 'Disallowed',
      InputComplianceCheck: 'Enabled',
      OutputComplianceCheck: 'Enabled',
      OutputImageCount: 1,
      OutputFormat: 'png',
      LogoAdd: 'Disabled',
    },
    Seed: 20_418,
    SceneType: '',
  };
}

function videoInput(ids: SampleIds): Complete<Vod.AigcVideoTaskInput> {
  return {
    ModelName: 'Vidu',
    ModelVersion: 'q2-pro',
    FileInfos: [firstFrame(ids)],
    SubjectInfos: [
      {
        Id: `subject-${ids.fileId(3)}`,
        Name: 'keeper',
        VoiceId: 'voice-calm-01',
        ImageUrls: [ids.url('keeper.png')],
        VideoUrls: [],
      },
    ],
    LastFrameFileId: '',
    LastFrameUrl: ids.url('last-frame.png'),
    Prompt: '[@keeper] lights the lamp while the storm comes in',
    NegativePrompt: '',
    EnhancePrompt: 'Disabled',
    GenerationMode: '',
    OutputConfig: {
      ...STORED,
      MediaName: 'Lighthouse in a storm',
      Duration: 5,
      Resolution: '720P',
      AspectRatio: '16:9',
      AudioGeneration: 'Enabled',
      PersonGeneration: 'AllowAdult',
      InputComplianceCheck: 'Enabled',
      OutputComplianceCheck: 'Enabled',
      EnhanceSwitch: 'Disabled',
      OffPeak: 'Disabled',
      FrameInterpolate: 'Disabled',
      LogoAdd: 'Disabled',
      EnableBGM: 'Disabled',
    },
    InputRegion: 'Mainland',
    SceneType: '',
    Seed: 20_418,
  };
}

function firstFrame(ids: SampleIds): Complete<Vod.AigcVideoTaskInputFileInfo> {
  return {
    Type: 'File',
    Category: 'Image',
    FileId: ids.fileId(2),
    Url: '',
    Base64: '',
    ReferenceType: '',
    ObjectId: '',
    VoiceId: '',
    KeepOriginalSound: 'Disabled',
    Usage: 'FirstFrame',
    Text: '',
  };
}

function scene(ids: SampleIds): Complete<Vod.AigcImageSceneInfo> {
  const clothes: Complete<Vod.SceneAigcImageTaskInputFileInfo>[] = [
    { Type: 'Url', FileId: '', Url: ids.url('oilskin.png') },
  ];
  return {
    Type: 'ai_try_on',
    AiTryOnConfig: { Model: 'WAND-tryon-1.0-flash', ClothesFileInfos: clothes, Prompt: 'buttoned up' },
    ChangeClothesConfig: null,
    ProductImageConfig: null,
  };
}
