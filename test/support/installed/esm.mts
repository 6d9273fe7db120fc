import assert from 'node:assert/strict';
import { defineRoutes, type Handler } from 'temporal-vod-events';
import { vodEvents, type VodEvents } from 'temporal-vod-events/client';
import { vodEventsService, type SubmitRequest } from 'temporal-vod-events/nexus';
import { VodEventsPlugin } from 'temporal-vod-events/plugin';
import { handleSample, sampleEvent, startVodEvents, VodEmulator, type TestSystem } from 'temporal-vod-events/testing';
import { FAILURE_TYPES, type BatchInput, type HandledEvent } from 'temporal-vod-events/workflow';
import { vodEvent, vodEventBatch, vodEventPoller } from 'temporal-vod-events/workflows';

const onUpload: Handler<'NewFileUpload'> = ({ payload, key }, { log }) => {
  const fileId: string | null | undefined = payload.FileId;
  // @ts-expect-error VOD sends null where it has no value, which the SDK's own types hide
  const sure: string | undefined = payload.FileId;
  log.info('uploaded', { fileId, sure, key });
};

const routes = defineRoutes({ NewFileUpload: onUpload, '*': ({ type }) => void type });

/** Never called: it is the types that count. */
export async function useEverything(): Promise<void> {
  await using system: TestSystem = await startVodEvents({ routes });
  const emulator: VodEmulator = system.emulator;
  emulator.enqueue([sampleEvent('NewFileUpload')]);
  const event = await system.waitForEvent(({ type }) => type === 'NewFileUpload');
  if (event.type === 'NewFileUpload') assert.equal(event.payload.FileId, '1');
  const { event: handled } = await handleSample(routes, 'ProcedureStateChanged', { payload: { ErrCode: 1 } });
  const code: number | null | undefined = handled.payload.ErrCode;
  const control: VodEvents = vodEvents(system.client);
  const { state } = await control.poller('1').status();
  const input: BatchInput = { version: 1, source: '1', pulledAt: Date.now(), events: [] };
  const received = (argument: HandledEvent<'ClipComplete'>): string => argument.payload.TaskId ?? argument.key;
  const submit: SubmitRequest = { version: 1, source: '1', events: [] };
  const credential = { secretId: 'id', secretKey: 'key' };
  const plugin = new VodEventsPlugin({ sources: [{ credential, routes }] });
  console.log(vodEventsService.name, submit, plugin.name);
  console.log(code, state, input, received, FAILURE_TYPES.expired);
  console.log(vodEvent, vodEventBatch, vodEventPoller);
}
