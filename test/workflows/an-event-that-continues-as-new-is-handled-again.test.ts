import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { EventState } from '../../src/core/contract';
import { startForgetfulServer } from '../support/forgetful-server';
import { startSystem, until, type System } from '../support/system';

/** An event may be retried in vain any number of times: its history is left behind, its event and its state are not. */
describe('an event that continues as new at a retry', () => {
  let server: TestWorkflowEnvironment;
  let system: System;
  let mended = false;
  const handled: unknown[] = [];
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  beforeAll(async () => {
    server = await startForgetfulServer();
    system = await startSystem({
      poll: false,
      temporalAddress: server.address,
      routes: {
        PullComplete: {
          handler: async ({ payload }: { payload: unknown }) => {
            if (!mended) throw new Error('not yet');
            handled.push(payload);
            await released;
          },
          retry: { maximumAttempts: 2, initialInterval: 20 },
        },
      },
    });
  });
  afterAll(async () => {
    release();
    await system.stop();
    await server.teardown();
  });

  it('is handled again, listed as parked no more, and has its result under the same id', async () => {
    const workflowId = `vod-event/${system.source}/continued`;
    const event = { EventType: 'PullComplete', PullCompleteEvent: { TaskId: 'continued' } };
    const { client, taskQueue, source } = system;
    const { firstExecutionRunId } = await client.workflow.start('vodEvent', {
      taskQueue,
      workflowId,
      args: [{ version: 1, source, key: 'continued', event }],
    });
    const handle = client.workflow.getHandle(workflowId);
    const state = (): Promise<EventState> => handle.query<EventState>('state');
    await until('parked', async () => (await state()).state === 'parked');
    expect((await handle.describe()).memo).toMatchObject({ parked: { tries: 2 } });

    mended = true;
    await handle.signal('retry');
    await until('handled again', () => handled.length > 0);
    const description = await handle.describe();
    expect(description.runId).not.toBe(firstExecutionRunId);
    expect(description.memo?.parked ?? undefined).toBeUndefined();
    expect(await state()).toMatchObject({ state: 'handling', tries: 0 });
    expect(handled).toEqual([{ TaskId: 'continued' }]);

    release();
    expect(await handle.result()).toEqual({ state: 'done', tries: 0 });
  });
});
