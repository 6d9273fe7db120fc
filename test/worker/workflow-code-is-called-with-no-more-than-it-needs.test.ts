import { randomUUID } from 'node:crypto';
import { Worker as Thread } from 'node:worker_threads';
import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { LeanWorker } from '../../src/worker/lean-worker';
import { installRuntime, startSystem } from '../support/system';
import type { computes } from '../support/workflow-that-computes';

/** The guard of the SDK, which costs a thread for every call, would end a call after this. */
const GUARD_MS = 20;
/** Takes many times as long. */
const ROUNDS = 100_000_000;

/** What goes between the SDK's worker and the thread of its workflows. */
interface Asked {
  requestId: bigint;
  input: { type: string };
}
interface Answer {
  requestId: bigint;
  result: { output?: { type: string } };
}

describe('a lean worker', () => {
  const taskQueue = `lean-${randomUUID().slice(0, 8)}`;
  let connection: NativeConnection;
  let worker: Worker;
  let running: Promise<void>;

  beforeAll(async () => {
    installRuntime();
    const { connectionOptions } = loadClientConnectConfig();
    connection = await NativeConnection.connect(connectionOptions);
    const guard: object = { isolateExecutionTimeout: GUARD_MS };
    worker = await LeanWorker.create({
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

  it('asks along with each call what sinks were told, not after it', async () => {
    const seen: (string | undefined)[] = [];
    // The workflow of the test before may still have to be disposed of, and that to be answered.
    const ofThisOne = new Set<bigint>();
    const post = Thread.prototype.postMessage;
    const emit = Thread.prototype.emit;
    jest.spyOn(Thread.prototype, 'postMessage').mockImplementation(function (this: Thread, message: Asked) {
      if (message.input.type !== 'dispose-workflow') {
        ofThisOne.add(message.requestId);
        seen.push(message.input.type);
      }
      post.call(this, message);
    });
    jest.spyOn(Thread.prototype, 'emit').mockImplementation(function (this: Thread, event, message: Answer) {
      if (event === 'message' && ofThisOne.has(message.requestId)) seen.push(message.result.output?.type);
      return emit.call(this, event, message);
    });
    const args = { taskQueue, workflowId: `${taskQueue}-2`, args: [1] as [number] };
    await new Client({ connection }).workflow.execute<typeof computes>('computes', args);
    jest.restoreAllMocks();
    const [created, answered, ...more] = seen;
    expect([created, answered]).toEqual(['create-workflow', undefined]);
    expect(more.slice(0, 2)).toEqual(['activate-workflow', 'extract-sink-calls']);
    expect(more.slice(2, 4).sort()).toEqual(['activation-completion', 'sink-calls']);
  });

  it('is what our workflows run in', async () => {
    const create = jest.spyOn(LeanWorker, 'create');
    const system = await startSystem({ routes: { '*': () => {} }, poll: false });
    await system.stop();
    expect(create.mock.calls.map(([options]) => options.taskQueue)).toEqual([system.taskQueue]);
  });
});
