import type { WorkflowHandle } from '@temporalio/client';
import { eventId, type EventState } from '../../src/core/contract';
import { shortWindowMs, startSystem, until, type System } from '../support/system';

/** Promise 4: an event that always fails is parked after its tries, without another delivery, and waits for a person. */
describe('poison', () => {
  let system: System;
  let mended = false;
  let calls = 0;

  beforeAll(async () => {
    system = await startSystem({
      quickBudgetMs: 300,
      emulator: { windowMs: shortWindowMs(2_000) },
      routes: {
        PullComplete: {
          handler: () => {
            calls++;
            if (!mended) throw new TypeError('the database says no');
          },
          retry: { maximumAttempts: 4, initialInterval: 20, maximumInterval: 50 },
        },
      },
    });
  });
  afterAll(() => system.stop());

  const parked = async (handle: WorkflowHandle, since = 0): Promise<EventState> =>
    until('parked', async () => {
      const state = await handle.query<EventState>('state');
      return state.state === 'parked' && state.since > since && state;
    });

  const deliver = async (TaskId: string): Promise<WorkflowHandle> => {
    const before = system.emulator.stats().confirmed;
    system.emulator.enqueue([{ EventType: 'PullComplete', PullCompleteEvent: { TaskId } }]);
    await until('confirmed', () => system.emulator.stats().confirmed === before + 1);
    const query = `TaskQueue = '${system.taskQueue}' AND WorkflowType = 'vodEvent' AND ExecutionStatus = 'Running'`;
    return until('an event workflow', async () => {
      for await (const { workflowId } of system.client.workflow.list({ query }))
        return system.client.workflow.getHandle(workflowId);
      return undefined;
    });
  };

  it('parks after exactly the tries of its route, with the failure readable, and does not come again', async () => {
    const handle = await deliver('always');
    const state = await parked(handle);
    expect(state).toMatchObject({
      state: 'parked',
      tries: 4,
      failure: { type: 'TypeError', message: 'the database says no' },
    });
    expect(calls).toBe(4);
    const { memo } = await handle.describe();
    expect(memo).toMatchObject({ parked: { tries: 4, failure: { type: 'TypeError' } } });

    // Retried while the cause is still there it parks again.
    await handle.signal('retry');
    const again = await parked(handle, state.since);
    expect(again.tries).toBe(4);
    expect(calls).toBe(8);

    // Retried once the cause is gone it is done.
    mended = true;
    await handle.signal('retry');
    expect(await handle.result()).toEqual({ state: 'done', tries: 0 });
    expect(system.emulator.stats().redelivered).toBe(0);
    mended = false;
  });

  it('is dropped by discard, and only by that', async () => {
    const handle = await deliver('discarded');
    await parked(handle);
    await handle.signal('discard');
    expect(await handle.result()).toEqual({ state: 'discarded', tries: 4 });
    expect(handle.workflowId).toMatch(new RegExp(`^${eventId(system.source, '[0-9a-f]{32}')}$`));
  });
});
