import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

/** One worker with the SDK's defaults, and the one workflow that it is for. */
export async function runContender(workflow: string, workflowsPath: string, activities: object): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS });
  const taskQueue = process.env.VOD_EVENTS_TASK_QUEUE ?? '';
  const worker = await Worker.create({ connection, taskQueue, workflowsPath, activities });
  await new Client({ connection }).workflow.start(workflow, { taskQueue, workflowId: taskQueue });
  await worker.run();
}
