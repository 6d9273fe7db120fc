import type * as Vod from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Complete } from './complete';
import type { SampleIds } from './sample-ids';

/** How VOD writes "never". */
export const NEVER_EXPIRES = '9999-12-31T23:59:59Z';

/** The end of most finished tasks. */
export const FINISHED = { Status: 'FINISH', ErrCode: 0, Message: 'SUCCESS' };

export function videoStream(height: number): Complete<Vod.MediaVideoStreamItem> {
  return {
    Bitrate: height * 2_400,
    Height: height,
    Width: Math.round((height * 16) / 9),
    Codec: 'h264',
    Fps: 25,
    CodecTag: 'avc1',
    DynamicRangeInfo: { Type: 'SDR', HDRType: '' },
  };
}

export function audioStream(): Complete<Vod.MediaAudioStreamItem> {
  return { Bitrate: 128_000, SamplingRate: 48_000, Codec: 'aac' };
}

export function metaData(height = 1080): Complete<Vod.MediaMetaData> {
  const video = videoStream(height);
  return {
    Size: 98_304_512,
    Container: 'mov,mp4,m4a,3gp,3g2,mj2',
    Bitrate: height * 2_400 + 128_000,
    Height: height,
    Width: video.Width,
    Duration: 184.36,
    Rotate: 0,
    VideoStreamSet: [video],
    AudioStreamSet: [audioStream()],
    VideoDuration: 184.36,
    AudioDuration: 184.341,
    Md5: 'a4c1f7e05b9d4368927ce1b60f3d8a52',
  };
}

export function imageMetaData(): Complete<Vod.MediaMetaData> {
  return {
    Size: 1_482_240,
    Container: 'png',
    Bitrate: 0,
    Height: 1024,
    Width: 1024,
    Duration: 0,
    Rotate: 0,
    VideoStreamSet: [],
    AudioStreamSet: [],
    VideoDuration: 0,
    AudioDuration: 0,
    Md5: 'd07b3e91c86f4a25b4e19a7c52f8036d',
  };
}

export function basicInfo(ids: SampleIds, source = uploadedFrom(ids)): Complete<Vod.MediaBasicInfo> {
  return {
    Name: 'Harbour at dawn',
    Description: 'Three minutes of boats, filmed from the east mole.',
    CreateTime: ids.time(-240),
    UpdateTime: ids.time(),
    ExpireTime: NEVER_EXPIRES,
    ClassId: 1203,
    ClassName: 'Harbour',
    ClassPath: 'Travel-Harbour',
    CoverUrl: ids.url('cover.jpg'),
    Type: 'mp4',
    MediaUrl: ids.url('f0.mp4'),
    SourceInfo: source,
    StorageRegion: 'ap-chongqing',
    StoragePath: '/travel/harbour/dawn.mp4',
    TagSet: ['harbour', '日出'],
    Vid: ids.fileId(),
    Category: 'Video',
    Status: 'Normal',
    StorageClass: 'STANDARD',
  };
}

/** VOD fills the record that goes with the source type and leaves the others `null`. */
const NO_RECORDS = { LiveRecordInfo: null, TrtcRecordInfo: null, WebPageRecordInfo: null };

function uploadedFrom(ids: SampleIds): Complete<Vod.MediaSourceData> {
  return { ...NO_RECORDS, SourceType: 'Upload', SourceContext: ids.session().SessionContext };
}

export function processedFrom(ids: SampleIds): Complete<Vod.MediaSourceData> {
  return { ...NO_RECORDS, SourceType: 'VideoProcessing', SourceContext: ids.session().SessionContext };
}

export function recordedFrom(ids: SampleIds): Complete<Vod.MediaSourceData> {
  return {
    ...NO_RECORDS,
    SourceType: 'Record',
    SourceContext: '',
    LiveRecordInfo: {
      Domain: 'push.example.com',
      Path: 'live',
      StreamId: `harbour-${ids.fileId()}`,
      RecordStartTime: ids.time(-3_600),
      RecordEndTime: ids.time(-60),
    },
  };
}

/** What edited, rebuilt and enhanced files are reported as. */
export function outputFile(ids: SampleIds): Complete<Vod.EditMediaTaskOutput> {
  return {
    FileType: 'mp4',
    FileUrl: ids.url('v.f100.mp4'),
    FileId: ids.fileId(1),
    MediaName: 'Harbour at dawn, cut',
    ClassId: 1203,
    ExpireTime: NEVER_EXPIRES,
  };
}
