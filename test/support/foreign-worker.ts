import { NativeConnection, Worker } from '@temporalio/worker';
import { loadClientConnectConfig } from '@temporalio/envconfig';

type ForeignActivities = Record<string, (...args: never[]) => unknown>;

/** A worker of another service: activities on a task queue of its own, and nothing of ours. */
export async function startForeignWorker(
  taskQueue: string,
  activities: ForeignActivities,
): Promise<{ stop(): Promise<void> }> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  const worker = await Worker.create({ connection, namespace, taskQueue, activities });
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
