import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete, SampleBuilders } from './complete';
import { FINISHED } from './media';

/** What models work with: voices, faces and figures, and pictures put right. */
export const assetSamples: SampleBuilders<
  | 'ProcessImageAsyncCompleteEvent'
  | 'CreateAigcAdvancedCustomElementCompleteEvent'
  | 'CreateAigcCustomVoiceCompleteEvent'
  | 'DescribeAigcFaceInfoAsyncComplete'
> = {
  // The SDK types this payload as the task's settings alone; there is no id in it, not even of the file.
  ProcessImageAsyncCompleteEvent: (): Complete<Vod.ProcessImageAsyncTask> => ({
    EncodeConfig: { Format: 'WebP', Quality: 85 },
    EnhanceConfig: {
      SuperResolution: { Switch: 'OFF', Type: 'lq', Size: 2 },
      AdvancedSuperResolution: {
        Switch: 'ON',
        Type: 'standard',
        Mode: 'percent',
        Percent: 2,
        Width: 0,
        Height: 0,
        LongSide: 0,
        ShortSide: 0,
      },
      Denoise: { Switch: 'ON', Type: 'weak' },
      ImageQualityEnhance: { Switch: 'ON', Type: 'normal' },
      ColorEnhance: { Switch: 'ON', Type: 'weak' },
      SharpEnhance: { Switch: 'ON', Intensity: 0.3 },
      FaceEnhance: { Switch: 'OFF', Intensity: 0 },
      LowLightEnhance: { Switch: 'OFF', Type: 'normal' },
    },
    BeautyConfig: {
      BeautyEffectItems: [{ Switch: 'ON', Type: 'Whiten', Value: 20, ResourcePath: '', ExtInfo: '' }],
      BeautyFilterItems: [{ Switch: 'ON', Type: 'Dongjing', Value: 40 }],
    },
  }),

  CreateAigcAdvancedCustomElementCompleteEvent: (ids): Complete<Vod.CreateAigcAdvancedCustomElementTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('CreateAigcAdvancedCustomElement'),
    ErrCodeExt: '',
    Progress: 100,
    Input: {
      ElementName: 'keeper',
      ElementDescription: 'The keeper of the lighthouse, in oilskins',
      ReferenceType: 'image_refer',
      ElementVoiceId: 'voice-calm-01',
      ElementVideoList: '',
      ElementImageList: JSON.stringify({ frontal_image: ids.url('keeper.png') }),
      TagList: '[{"tag_id":"o_102"}]',
    },
    Output: { InfoList: [{ ElementId: `element-${ids.fileId()}`, ElementInfo: '{"element_name":"keeper"}' }] },
  }),

  CreateAigcCustomVoiceCompleteEvent: (ids): Complete<Vod.CreateAigcCustomVoiceTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('CreateAigcCustomVoice'),
    ErrCodeExt: '',
    Progress: 100,
    Input: { VoiceName: 'keeper', VoiceUrl: ids.url('keeper.wav'), VideoId: '' },
    Output: { InfoList: [{ VoiceId: `voice-${ids.fileId()}`, VoiceInfo: '{"voice_name":"keeper"}' }] },
  }),

  DescribeAigcFaceInfoAsyncComplete: (ids): Complete<Vod.DescribeAigcFaceInfoAsyncTask> => ({
    ...FINISHED,
    ...ids.session(),
    TaskId: ids.taskId('DescribeAigcFaceInfoAsync'),
    ErrCodeExt: '',
    Progress: 100,
    Input: { FileInfos: [{ Type: 'File', FileId: ids.fileId(), Url: '' }] },
    Output: {
      FaceInfoSet: [
        {
          SessionId: `faces-${ids.fileId()}`,
          FaceInfoList: [{ FaceId: '0', FaceImage: ids.url('face_0.png'), StartTime: 44_000, EndTime: 52_500 }],
        },
      ],
    },
  }),
};
