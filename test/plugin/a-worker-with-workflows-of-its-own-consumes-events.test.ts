import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { SimplePlugin } from '@temporalio/plugin';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { createWorker } from '../../examples/docs/plugin-worker';
import { pollerId } from '../../src/core/contract';
import { VodEventsPlugin } from '../../src/plugin';
import { VodEmulator } from '../../src/testing';
import { installRuntime, until } from '../support/system';

const source = `plugin-${randomUUID().slice(0, 8)}`;
const task = (TaskId: string): object => ({ EventType: 'PullComplete', PullCompleteEvent: { TaskId } });

describe('a worker with workflows, activities and plugins of its own', () => {
  const handled: string[] = [];
  const seen: string[] = [];
  let connection: NativeConnection;
  let client: Client;
  let emulator: VodEmulator;
  let worker: Worker;
  let running: Promise<void>;
  let release = (): void => {};

  /** Another plugin: its interceptor sees every activity of whatever worker it is given. */
  const tracing = new SimplePlugin({
    name: 'tracing',
    workerInterceptors: {
      activity: [
        (context) => ({
          inbound: {
            execute: (input, next) => {
              seen.push(context.info.activityType);
              return next(input);
            },
          },
        }),
      ],
    },
  });

  beforeAll(async () => {
    installRuntime();
    const { connectionOptions, namespace } = loadClientConnectConfig();
    connection = await NativeConnection.connect({ ...connectionOptions, plugins: [tracing] });
    client = new Client({ connection, namespace });
    emulator = await VodEmulator.start({ holdMs: 1_000 });
    const handler = async ({ payload }: { payload: { TaskId: string } }): Promise<void> => {
      if (payload.TaskId.startsWith('slow')) await new Promise<void>((resolve) => (release = resolve));
      handled.push(payload.TaskId);
    };
    worker = await createWorker(connection, {
      name: source,
      endpoint: emulator.url,
      credential: emulator.credential,
      routes: { PullComplete: handler },
    });
    running = worker.run();
  });
  afterAll(async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
    await client.workflow.getHandle(pollerId(source)).terminate();
    await connection.close();
    await emulator.stop();
  });

  it('is the worker of the snippets that docs/plugin.md begins with', () => {
    const page = readFileSync(join(__dirname, '../../docs/plugin.md'), 'utf8');
    for (const file of ['plugin-workflows.ts', 'plugin-worker.ts']) {
      const snippet = readFileSync(join(__dirname, '../../examples/docs', file), 'utf8');
      expect(page.slice(0, page.indexOf('##'))).toContain(`\`\`\`ts\n${snippet}\`\`\``);
    }
  });

  it('consumes events', async () => {
    emulator.enqueue([task('a'), task('b')]);
    await emulator.waitUntilConfirmed(2);
    expect(handled.sort()).toEqual(['a', 'b']);
  });

  it('goes on with its own workflows and activities', async () => {
    const greeting = await client.workflow.execute<(name: string) => Promise<string>>('greeting', {
      taskQueue: 'video',
      workflowId: `greeting-${source}`,
      args: ['you'],
    });
    expect(greeting).toBe('Hello, you!');
  });

  it('keeps the interceptors of its other plugins, once around each activity, ours included', async () => {
    seen.length = 0;
    emulator.enqueue([task('c')]);
    await emulator.waitUntilConfirmed(3);
    await until('both activities', () => seen.length === 2);
    expect(seen).toEqual(['processEvents', 'confirmEvents']);
  });

  it('hands slow events over, and the process that runs the handler adopts it', async () => {
    seen.length = 0;
    emulator.enqueue([task('slow-1')]);
    await emulator.waitUntilConfirmed(4);
    await until('an adoption', () => seen.includes('handleEvent'));
    release();
    await until('the end of the handler', () => handled.includes('slow-1'));
    // On a worker of the plugin's, where the other plugins are too.
    expect(seen.filter((type) => type === 'handleEvent')).toHaveLength(1);
  });

  it('tunes its worker only where nothing was set', () => {
    const plugin = new VodEventsPlugin({
      sources: [{ credential: emulator.credential, routes: { '*': () => undefined } }],
    });
    const bare = { connection, taskQueue: 'q', workflowBundle: { code: 'vodEventPoller' } };
    expect(plugin.configureWorker(bare)).toMatchObject({
      maxConcurrentWorkflowTaskExecutions: 200,
      maxCachedWorkflows: 500,
      stickyQueueScheduleToStartTimeout: 2_000,
    });
    const other = new VodEventsPlugin({
      sources: [{ credential: emulator.credential, routes: { '*': () => undefined } }],
    });
    const own = {
      ...bare,
      maxCachedWorkflows: 50,
      stickyQueueScheduleToStartTimeout: '7s',
      shutdownGraceTime: 1,
    } as const;
    expect(other.configureWorker(own)).toMatchObject({
      maxConcurrentWorkflowTaskExecutions: 50,
      maxCachedWorkflows: 50,
      stickyQueueScheduleToStartTimeout: '7s',
      shutdownGraceTime: 1,
    });
  });

  it('drains when it is shut down: what was pulled, and what a pull under way brings, is confirmed', async () => {
    const { pulls, confirmed } = { pulls: () => callsOf('PullEvents'), confirmed: emulator.stats().confirmed };
    await until('a pull under way', () => emulator.stats().heldPulls === 1);
    worker.shutdown();
    emulator.enqueue([task('late')]);
    await running;
    expect(emulator.stats()).toMatchObject({ confirmed: confirmed + 1, inFlight: 0, waiting: 0 });
    expect(handled).toContain('late');
    const before = pulls();
    emulator.enqueue([task('after')]);
    expect(emulator.stats()).toMatchObject({ heldPulls: 0, waiting: 1 });
    expect(pulls()).toBe(before);
  });

  const callsOf = (api: string): number => emulator.journal.of('call').filter((call) => call.api === api).length;
});
