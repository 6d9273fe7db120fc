import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Worker } from '@temporalio/worker';
import { vodEvents } from '../../src/client';
import { pollerId, type BatchResult } from '../../src/core/contract';
import type * as callers from '../support/nexus-caller';
import { startSystem, until, type System } from '../support/system';

const ENDPOINT = 'vod-events';
const namespace = `callers-${randomUUID().slice(0, 8)}`;

/** The call's failure: workflow, Nexus operation, handler, cause. */
interface HandlerFailure {
  type: string;
  retryable: boolean;
  message: string;
}

describe('a workflow of another namespace', () => {
  let system: System;
  let connection: NativeConnection;
  let plain: Connection;
  let client: Client;
  let worker: Worker;
  let running: Promise<void>;
  let removeEndpoint: () => Promise<unknown>;
  const handled: unknown[] = [];
  let fail = false;

  beforeAll(async () => {
    const handler = (event: { payload: unknown }): void => {
      if (fail) throw new Error('not today');
      handled.push(event.payload);
    };
    const retry = { maximumAttempts: 1 };
    system = await startSystem({ source: 'default', poll: false, routes: { '*': { handler, retry } } });
    const { connectionOptions } = loadClientConnectConfig();
    plain = await Connection.connect(connectionOptions);
    await plain.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    const { endpoint } = await plain.operatorService.createNexusEndpoint({
      spec: { name: ENDPOINT, target: { worker: { namespace: 'default', taskQueue: system.taskQueue } } },
    });
    removeEndpoint = () => plain.operatorService.deleteNexusEndpoint({ id: endpoint?.id, version: endpoint?.version });
    connection = await NativeConnection.connect(connectionOptions);
    client = new Client({ connection, namespace });
    worker = await until('the namespace', () =>
      Worker.create({
        connection,
        namespace,
        taskQueue: 'callers',
        workflowsPath: require.resolve('../support/nexus-caller'),
      }).catch(() => undefined),
    );
    running = worker.run();
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await removeEndpoint();
    await connection.close();
    await plain.close();
    // There is none, when the test that starts it was not run.
    await Promise.allSettled([system.client.workflow.getHandle(pollerId('default')).terminate()]);
    await system.stop();
  });
  beforeEach(() => (fail = false));

  const run = async <T>(workflow: keyof typeof callers, ...args: unknown[]): Promise<T> =>
    client.workflow.execute<(...args: unknown[]) => Promise<T>>(workflow, {
      taskQueue: 'callers',
      workflowId: `${workflow}-${randomUUID()}`,
      args,
    });
  const call = <T = unknown>(operation: string, input: object): Promise<T> => run<T>('call', operation, input);
  const failureOf = async (operation: string, input: object): Promise<HandlerFailure> => {
    const failure: unknown = await call(operation, input).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    return (failure as { cause: { cause: HandlerFailure } }).cause.cause;
  };

  it('submits events with the snippet that docs/nexus.md begins with', async () => {
    expect(await run('replayUpload', 'file-1')).toBe(1);
    expect(handled).toEqual([{ FileId: 'file-1' }]);
    const snippet = readFileSync(join(__dirname, '../../examples/docs/nexus-caller.ts'), 'utf8');
    const page = readFileSync(join(__dirname, '../../docs/nexus.md'), 'utf8');
    expect(page.slice(0, page.indexOf('##'))).toContain(`\`\`\`ts\n${snippet}\`\`\``);
  });

  it('has the same set processed once, however often and at whatever time it submits it', async () => {
    const before = handled.length;
    const input = { version: 1, source: 'default', id: 'a', events: [{ EventType: 'FileDeleted' }] };
    const both = await Promise.all([call<BatchResult>('submit', input), call<BatchResult>('submit', input)]);
    const later = await call<BatchResult>('submit', input);
    expect([...both, later].map(({ done }) => done)).toEqual([1, 1, 1]);
    expect(handled).toHaveLength(before + 1);
    await call('submit', { ...input, id: 'b' });
    expect(handled).toHaveLength(before + 2);
  });

  it('starts, pauses and resumes the poller of a source, and sees how it fares', async () => {
    const input = { version: 1, source: 'default' };
    expect(await failureOf('pollerStatus', input)).toMatchObject({ type: 'NOT_FOUND' });
    await call('ensurePoller', input);
    await call('pausePoller', input);
    await until(
      'a paused poller',
      async () => (await call<{ state: string }>('pollerStatus', input)).state === 'paused',
    );
    await call('resumePoller', input);
    await until('a pull', () => system.emulator.journal.of('call').length > 0);
    expect(await call('pollerStatus', input)).toMatchObject({ source: 'default', state: 'running' });
  });

  it('decides about parked events', async () => {
    fail = true;
    const events = ['x', 'y'].map((TaskId) => ({ EventType: 'PullComplete', PullCompleteEvent: { TaskId } }));
    expect(await call('submit', { version: 1, source: 'default', events })).toMatchObject({ owned: 2 });
    const [retried, dropped] = await until('two parked events', async () => {
      const keys: string[] = [];
      for await (const { key } of vodEvents(system.client).parked.list({ source: 'default' })) keys.push(key);
      return keys.length === 2 && keys;
    });
    fail = false;
    await call('retryParked', { version: 1, source: 'default', key: retried });
    await call('discardParked', { version: 1, source: 'default', key: dropped, reason: 'by hand' });
    const result = (key = ''): Promise<unknown> =>
      system.client.workflow.getHandle(`vod-event/default/${key}`).result();
    expect(await result(retried)).toMatchObject({ state: 'done' });
    expect(await result(dropped)).toMatchObject({ state: 'discarded', reason: 'by hand' });
    expect(await failureOf('retryParked', { version: 1, source: 'default', key: dropped })).toMatchObject({
      type: 'CONFLICT',
    });
  });

  it.each([
    ['submit', { version: 1, source: 'elsewhere', events: [{}] }, 'NOT_FOUND', /"elsewhere" \(it serves: default\)/],
    ['pausePoller', { version: 1, source: 'elsewhere' }, 'NOT_FOUND', /"elsewhere"/],
    ['retryParked', { version: 1, source: 'default', key: 'no-such' }, 'NOT_FOUND', /"no-such".*list/],
    ['retryParked', { version: 1, source: 'default' }, 'BAD_REQUEST', /"key"/],
    ['submit', { version: 1, source: 'default', events: 'none' }, 'BAD_REQUEST', /"events"/],
    ['submit', { version: 1, source: 'default', events: [] }, 'BAD_REQUEST', /no event/],
    ['submit', { source: 'default', events: [{}] }, 'BAD_REQUEST', /"version": 1/],
    ['discardParked', { version: 1, source: 'default', key: 'k', reason: '' }, 'BAD_REQUEST', /"reason"/],
  ])('is told what was wrong and is not kept waiting: %s %j', async (operation, input, type, message) => {
    const failure = await failureOf(operation, input);
    expect(failure).toMatchObject({ type, retryable: false });
    expect(failure.message).toMatch(message);
  });
});
