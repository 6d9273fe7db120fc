import { randomUUID } from 'node:crypto';
import { ApplicationFailure, WorkflowFailedError } from '@temporalio/client';
import { startSystem, type System } from '../support/system';

describe('wrong input', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ routes: { '*': () => {} }, poll: false });
  });
  afterAll(() => system.stop());

  it.each([
    ['vodEventBatch', undefined, /one JSON object/],
    ['vodEventBatch', 'a string', /one JSON object/],
    ['vodEventBatch', { version: 2, source: 's', pulledAt: 0, events: [] }, /has version 2, and this worker knows 1/],
    ['vodEventBatch', { version: 1, pulledAt: 0, events: [] }, /"source"/],
    ['vodEventBatch', { version: 1, source: 's', pulledAt: 'now', events: [] }, /"pulledAt"/],
    ['vodEventBatch', { version: 1, source: 's', pulledAt: 0, events: {} }, /"events"/],
    ['vodEvent', { version: 1, source: 's', event: {} }, /"key"/],
    ['vodEvent', { version: 1, source: 's', key: 'k' }, /"event"/],
    ['vodEvent', {}, /"version"/],
    ['vodEvent', { version: 0, source: 's', key: 'k', event: {} }, /"version" must be 1; it was 0/],
    ['vodEventPoller', { version: 1, source: '' }, /"source"/],
    ['vodEventPoller', { version: 1, source: 's', paused: 'yes' }, /"paused"/],
  ])('%s with %j', async (workflow, input, message) => {
    const { client, taskQueue } = system;
    const options = { taskQueue, workflowId: `wrong-${randomUUID()}`, args: input === undefined ? [] : [input] };
    const error: unknown = await client.workflow.execute(workflow, options).catch((thrown: unknown) => thrown);
    const cause = (error as WorkflowFailedError).cause as ApplicationFailure;
    expect(error).toBeInstanceOf(WorkflowFailedError);
    expect(cause).toBeInstanceOf(ApplicationFailure);
    expect(cause.type).toBe('InvalidInput');
    expect(cause.message).toMatch(message);
  });
});
