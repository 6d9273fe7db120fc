import { randomUUID } from 'node:crypto';
import type { ApplicationFailure, WorkflowFailedError } from '@temporalio/client';
import { startSystem, type System } from '../support/system';

describe('in the workflows of our workers', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ routes: { '*': () => {} }, poll: false });
  });
  afterAll(() => system.stop());

  it('an error has its stack, down to the line of the source', async () => {
    const options = { taskQueue: system.taskQueue, workflowId: `wrong-${randomUUID()}`, args: [{}] };
    const error: unknown = await system.client.workflow.execute('vodEvent', options).catch((thrown: unknown) => thrown);
    const { stack } = (error as WorkflowFailedError).cause as ApplicationFailure;
    expect(stack).toMatch(/at checkedInput \(.*checked-input\.ts:\d+:\d+\)/);
    expect(stack).toMatch(/at vodEvent \(.*\.ts:\d+:\d+\)/);
  });

  it('no stack is taken of a promise that is waited for', async () => {
    const { client, taskQueue } = system;
    const handle = await client.workflow.start('vodEventPoller', {
      taskQueue,
      workflowId: `waits-${randomUUID()}`,
      args: [{ version: 1, source: 'default', paused: true }],
    });
    expect(await handle.query('__stack_trace')).toBe('');
    await handle.terminate();
  });
});
