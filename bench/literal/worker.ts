/** The process of the contender "literal". Its argument names the task queue and the workflow. Until SIGTERM. */
import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createVodClient } from '../../src/vod/client';
import { createLiteralActivities } from './activities';
import type { literalLoop } from './workflows';

async function main(name: string): Promise<void> {
  const { handle } = await import('../routes.mjs');
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  const vod = createVodClient({
    source: 'bench',
    endpoint: process.env.VOD_ENDPOINT,
    credential: { secretId: process.env.TENCENTCLOUD_SECRET_ID, secretKey: process.env.TENCENTCLOUD_SECRET_KEY },
  });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: name,
    workflowsPath: require.resolve('./workflows'),
    activities: createLiteralActivities(vod, handle),
    shutdownGraceTime: '1s',
  });
  const running = worker.run();
  await new Client({ connection, namespace }).workflow.start<typeof literalLoop>('literalLoop', {
    taskQueue: name,
    workflowId: name,
    args: [],
  });
  await running;
  await connection.close();
}

main(process.argv[2] ?? 'bench-literal').then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
