import { defineRoutes } from 'temporal-vod-events';

/** Stands for a catalogue of yours. */
export const published = new Map();

export default defineRoutes({
  NewFileUpload: async ({ payload, key }, { log }) => {
    published.set(payload.FileId, { title: payload.MediaBasicInfo?.Name, key });
    log.info('published', { fileId: payload.FileId });
  },
  ProcedureStateChanged: ({ payload }, { attempt }) => {
    if (payload.ErrCode !== 0) throw new Error(`The procedure failed, seen at try ${attempt}`);
  },
});
