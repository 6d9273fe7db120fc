import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { RawEvent } from '../../src/vod/api';
import { clientFromEnv, handle } from '../contender';

const vod = clientFromEnv();
const activities = {
  pullEvents: async (): Promise<RawEvent[]> => (await vod.pullEvents()).events,
  handleOne: (_event: RawEvent): Promise<void> => handle(),
  confirmAll: async (handles: string[]): Promise<void> => void (await vod.confirmEvents(handles)),
};
export type LiteralActivities = typeof activities;

async function main(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS });
  const taskQueue = process.env.VOD_EVENTS_TASK_QUEUE ?? '';
  const workflowsPath = require.resolve('./workflows');
  const worker = await Worker.create({ connection, taskQueue, workflowsPath, activities });
  await new Client({ connection }).workflow.start('literal', { taskQueue, workflowId: taskQueue });
  await worker.run();
}

void main();
