import { randomUUID } from 'node:crypto';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { startSystem, until, type System } from '../support/system';

/** After a rollback: what the later release began must not fail, or an event that VOD was told is ours would be lost. */
describe('a workflow whose input is of a later version', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ routes: { '*': () => {} }, poll: false });
  });
  afterAll(() => system.stop());

  it.each([
    ['vodEvent', { version: 2, source: 's', key: 'k', event: {} }],
    ['vodEventPoller', { version: 2, source: 's' }],
  ])('%s stays open, and its history says what it waits for', async (workflow, input) => {
    const { client, taskQueue } = system;
    const options = { taskQueue, workflowId: `newer-${randomUUID()}`, args: [input] };
    const handle = await client.workflow.start(workflow, options);
    await until('a failed task', async () => historyToJSON(await handle.fetchHistory()).includes('has version 2'));
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await handle.terminate();
  });
});
