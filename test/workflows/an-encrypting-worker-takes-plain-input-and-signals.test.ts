import { Client } from '@temporalio/client';
import { batchId, pollerId, type BatchResult, type PollerStatus } from '../../src/client';
import { newKey, ringOf } from '../support/encryption-keys';
import { startSystem, until, type System } from '../support/system';

/** Other services go on as before when encryption is switched on; only what they are answered takes the keys. */
describe('a worker that encrypts', () => {
  let system: System;
  let plain: Client;
  const handled: unknown[] = [];

  beforeAll(async () => {
    const keys = ringOf(newKey('k1'));
    system = await startSystem({
      keys,
      routes: { PullComplete: ({ payload }: { payload: unknown }) => void handled.push(payload) },
    });
    const { connection, options } = system.client;
    plain = new Client({ connection, namespace: options.namespace });
  });
  afterAll(() => system.stop());

  it('processes a batch whose input was not encrypted, and answers in cipher', async () => {
    const workflowId = batchId(system.source, 'by-another-service');
    const events = [{ EventType: 'PullComplete', PullCompleteEvent: { TaskId: 'plain' } }];
    const args = [{ version: 1, source: system.source, pulledAt: Date.now(), events }];
    await plain.workflow.start('vodEventBatch', { taskQueue: system.taskQueue, workflowId, args });
    const result: BatchResult = await system.client.workflow.getHandle(workflowId).result();
    expect(result).toMatchObject({ done: 1 });
    expect(handled).toEqual([expect.objectContaining({ TaskId: 'plain' })]);
    await expect(plain.workflow.getHandle(workflowId).result()).rejects.toThrow('binary/encrypted');
  });

  it('heeds signals that were not encrypted', async () => {
    const id = pollerId(system.source);
    await plain.workflow.getHandle(id).signal('pause', { because: 'of a test' });
    await until('paused', async () => {
      const status = await system.client.workflow.getHandle(id).query<PollerStatus>('status');
      return status.state === 'paused';
    });
  });
});
