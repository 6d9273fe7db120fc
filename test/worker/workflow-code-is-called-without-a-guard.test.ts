import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { UnguardedWorker } from '../../src/worker/unguarded-worker';
import { installRuntime, startSystem } from '../support/system';
import type { computes } from '../support/workflow-that-computes';

/** The guard of the SDK, which costs a thread for every call, would end a call after this. */
const GUARD_MS = 20;
/** Takes many times as long. */
const ROUNDS = 100_000_000;

describe('a worker without a guard', () => {
  const taskQueue = `unguarded-${randomUUID().slice(0, 8)}`;
  let connection: NativeConnection;
  let worker: Worker;
  let running: Promise<void>;

  beforeAll(async () => {
    installRuntime();
    const { connectionOptions } = loadClientConnectConfig();
    connection = await NativeConnection.connect(connectionOptions);
    const guard: object = { isolateExecutionTimeout: GUARD_MS };
    worker = await UnguardedWorker.create({
      connection,
      taskQueue,
      workflowsPath: require.resolve('../support/workflow-that-computes'),
      ...guard,
    });
    running = worker.run();
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await connection.close();
  });

  it('lets a call into a workflow take as long as it takes', async () => {
    const client = new Client({ connection });
    const handle = await client.workflow.start<typeof computes>('computes', {
      taskQueue,
      workflowId: taskQueue,
      args: [ROUNDS],
    });
    expect(await handle.result()).toBeGreaterThanOrEqual(0);
    const { events } = await handle.fetchHistory();
    // Started, task scheduled, task started, task completed, completed: no task that failed.
    expect(events).toHaveLength(5);
  });

  it('is what our workflows run in', async () => {
    const create = jest.spyOn(UnguardedWorker, 'create');
    const system = await startSystem({ routes: { '*': () => {} }, poll: false });
    await system.stop();
    expect(create.mock.calls.map(([options]) => options.taskQueue)).toEqual([system.taskQueue]);
  });
});
