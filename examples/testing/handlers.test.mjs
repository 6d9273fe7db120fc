import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handleSample } from 'temporal-vod-events/testing';
import routes, { published } from './routes.mjs';

test('an upload is published under its name', async () => {
  const payload = { FileId: '387702', MediaBasicInfo: { Name: 'Holidays' } };
  const { event, log } = await handleSample(routes, 'NewFileUpload', { payload });
  assert.deepEqual(published.get('387702'), { title: 'Holidays', key: event.key });
  assert.equal(log[0]?.message, 'published');
});

test('a failed procedure is tried again', async () => {
  const failed = handleSample(routes, 'ProcedureStateChanged', { payload: { ErrCode: 30000 }, attempt: 2 });
  await assert.rejects(failed, { message: 'The procedure failed, seen at try 2' });
});
