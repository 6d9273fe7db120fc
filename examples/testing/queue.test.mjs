import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleEvent, startVodEvents } from 'temporal-vod-events/testing';
import routes, { published } from './routes.mjs';

test('an upload goes from the queue to the catalogue, and is confirmed', async (t) => {
  const system = await startVodEvents({ routes });
  t.after(() => system.stop());

  const upload = sampleEvent('NewFileUpload', 7);
  system.emulator.enqueue([upload]);

  const { key } = await system.waitForEvent(({ type }) => type === 'NewFileUpload');
  assert.equal(published.get(upload.FileUploadEvent.FileId)?.key, key);
  await system.emulator.waitUntilConfirmed(1);
});
