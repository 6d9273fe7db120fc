import { startSystem, until, type System } from '../support/system';

/** Temporal's core cannot decode such a text in a failure: left as it is, the worker fails, and so does the next one that gets the event. */
describe('a handler error with half a character', () => {
  let system: System;
  const handled: string[] = [];
  beforeAll(async () => {
    system = await startSystem({
      quickBudgetMs: 200,
      routes: {
        PullComplete: {
          handler: () => Promise.reject(Object.assign(new Error('half \ud83d'), { name: 'Odd\ude00' })),
          retry: { maximumAttempts: 5, initialInterval: 20, maximumInterval: 50 },
        },
        ClipComplete: () => void handled.push('clip'),
      },
    });
  });
  afterAll(() => system.stop());

  it('parks its event, and the worker goes on', async () => {
    system.emulator.enqueue([{ EventType: 'PullComplete', PullCompleteEvent: { TaskId: 'odd' } }]);
    const query = `TaskQueue = '${system.taskQueue}' AND WorkflowType = 'vodEvent' AND ExecutionStatus = 'Running'`;
    const memo = await until('parked', async () => {
      for await (const found of system.client.workflow.list({ query })) if (found.memo?.parked) return found.memo;
      return undefined;
    });
    expect(memo).toMatchObject({ parked: { failure: { type: 'Odd\ufffd', message: 'half \ufffd' } } });
    system.emulator.enqueue([{ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'after' } }]);
    await until(
      'the next event handled and confirmed',
      () => handled.length === 1 && system.emulator.stats().confirmed === 2,
    );
  });
});
