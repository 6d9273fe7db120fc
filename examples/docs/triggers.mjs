import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { vodEvents } from 'temporal-vod-events/client';

const { connectionOptions, namespace } = loadClientConnectConfig();
const connection = await Connection.connect(connectionOptions);
const source = process.env.VOD_SUB_APP_ID ?? 'default';
const taskQueue = process.env.VOD_EVENTS_TASK_QUEUE ?? 'vod-events';
const vod = vodEvents(new Client({ connection, namespace }), { source, taskQueue });

// Events that came on a way of their own: processed as if they had been pulled, once, however often they are submitted.
const { result } = await vod.submit([{ EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: ['387702'] } }]);
console.log('submitted', await result());

// The event of a task or a file, whether it has come already or not.
const { key, type } = await vod.waitFor({ fileId: '387702' }, { timeoutMs: 60_000 });
console.log('seen', type, key);

// No more pulls until resume; what was pulled is finished.
await vod.poller().pause();
await vod.poller().resume();
const { state, pump } = await vod.poller().status();
console.log('poller', state, 'last pull', pump?.report?.lastPullAt);

// What nobody could handle waits for a decision.
for await (const parked of vod.parked.list({ source })) {
  console.log('parked', parked.key, parked.eventType, parked.failure?.type);
}
console.log('retried', await vod.parked.retryAll({ source, failureType: 'TypeError' }));

await connection.close();
