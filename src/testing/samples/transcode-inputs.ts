import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete } from './complete';
import type { SampleIds } from './sample-ids';

/** A transcode with everything a request can ask for. */
export function transcodeInput(ids: SampleIds): Complete<Vod.TranscodeTaskInput> {
  return {
    Definition: 100_030,
    WatermarkSet: watermarks(),
    TraceWatermark: { Switch: 'ON', Definition: 3_001 },
    CopyRightWatermark: { Text: '© East Mole Pictures' },
    BlindWatermark: { Definition: 3_002 },
    MosaicSet: [
      {
        CoordinateOrigin: 'TopLeft',
        XPos: '80%',
        YPos: '5%',
        Width: '15%',
        Height: '8%',
        StartTimeOffset: 12,
        EndTimeOffset: 40.5,
      },
    ],
    HeadTailSet: [{ Definition: 2_001 }],
    StartTimeOffset: 0,
    EndTimeOffset: 0,
    OverrideParameter: overrides(),
    SubtitleInfoSet: [subtitle(ids)],
  };
}

export function adaptiveInput(ids: SampleIds): Complete<Vod.AdaptiveDynamicStreamingTaskInput> {
  return {
    Definition: 12,
    WatermarkSet: watermarks(),
    TraceWatermark: { Switch: 'OFF', Definition: 0 },
    CopyRightWatermark: null,
    BlindWatermark: null,
    SubtitleSet: ['sub-en'],
    SubtitleInfoSet: [subtitle(ids)],
    DrmInfo: {
      DrmTypes: ['Widevine', 'FairPlay'],
      SPEKEDrm: {
        ResourceId: `harbour-${ids.fileId()}`,
        KeyServerUrl: 'https://keys.example.com/speke',
        Vector: '0x00112233445566778899aabbccddeeff',
        EncryptionMethod: 'cbcs',
        EncryptionPreset: 'preset0',
        KeyAcquireMode: 'POST',
      },
    },
  };
}

export function watermarks(): Complete<Vod.WatermarkInput>[] {
  return [{ Definition: 5_101, TextContent: 'East Mole', SvgContent: '', StartTimeOffset: 0, EndTimeOffset: 0 }];
}

function overrides(): Complete<Vod.OverrideTranscodeParameter> {
  return {
    Container: 'mp4',
    RemoveVideo: 0,
    RemoveAudio: 0,
    VideoTemplate: {
      Codec: 'libx264',
      Fps: 25,
      Bitrate: 2_500,
      ResolutionAdaptive: 'open',
      Width: 1280,
      Height: 0,
      FillType: 'black',
      Vcrf: 0,
      Gop: 250,
      PreserveHDRSwitch: 'OFF',
      CodecTag: '',
      GopUnit: 'frame',
      Mode: 'VBR',
      Bframes: 3,
      HlsTime: 0,
      VideoProfile: 'high',
    },
    AudioTemplate: { Codec: 'libfdk_aac', Bitrate: 128, SampleRate: 48_000, AudioChannel: 2, StreamSelects: [0] },
    TEHDConfig: { Type: 'TEHD-100', MaxVideoBitrate: 3_000 },
  };
}

function subtitle(ids: SampleIds): Complete<Vod.SubtitleInfoInput> {
  return {
    Id: `sub-${ids.fileId()}`,
    FontType: 'arial.ttf',
    FontSize: '5%',
    FontColor: '0xFFFFFF',
    FontAlpha: 1,
    YPos: '4%',
    BoardY: '2%',
    BoardWidth: '90%',
    BoardHeight: '12%',
    BoardColor: '0x000000',
    BoardAlpha: 0.8,
    Alignment: 'bottom',
    OutlineWidth: '0.3%',
    OutlineColor: '0x000000',
    OutlineAlpha: 1,
    ShadowWidth: '0.2%',
    ShadowColor: '0x000000',
    ShadowAlpha: 0.5,
    LineSpacing: '0',
  };
}
