import { eventId, type EventState } from '../../src/core/contract';
import { eventKey } from '../../src/vod/event-key';
import { startSystem, until, type System } from '../support/system';

/** The strict policy: nothing gets a workflow, VOD delivers again what was not finished, and poison is parked all the same. */
describe('with the policy "processed"', () => {
  let system: System;
  const tries: Record<string, number> = {};
  beforeAll(async () => {
    system = await startSystem({
      confirmPolicy: 'processed',
      maxDeliveries: 3,
      emulator: { windowMs: 1_500 },
      routes: {
        ClipComplete: () => {},
        ConcatComplete: {
          // Takes a delivery more than the first.
          handler: () => {
            tries.flaky = (tries.flaky ?? 0) + 1;
            if (tries.flaky < 2) throw new Error('not yet');
          },
          retry: { maximumAttempts: 1 },
        },
        PullComplete: {
          handler: () => {
            tries.poison = (tries.poison ?? 0) + 1;
            throw new TypeError('never');
          },
          retry: { maximumAttempts: 2 },
        },
      },
    });
  });
  afterAll(() => system.stop());

  const open = async (): Promise<number> => {
    const query = `TaskQueue = '${system.taskQueue}' AND WorkflowType = 'vodEvent'`;
    return (await system.client.workflow.count(query)).count;
  };

  it('what is finished is confirmed, what is not comes again, and nothing gets a workflow', async () => {
    system.emulator.enqueue([
      { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'quick' } },
      { EventType: 'ConcatComplete', ConcatCompleteEvent: { TaskId: 'flaky' } },
    ]);
    await until('both confirmed', () => system.emulator.stats().confirmed === 2);
    expect(tries.flaky).toBe(2);
    expect(system.emulator.stats().redelivered).toBe(1);
    expect(await open()).toBe(0);
  });

  it('an event that is never finished is parked after its deliveries, with its failure, and confirmed', async () => {
    const content = { EventType: 'PullComplete', PullCompleteEvent: { TaskId: 'poison' } };
    system.emulator.enqueue([content]);
    await until('confirmed', () => system.emulator.stats().confirmed === 3);
    const handle = system.client.workflow.getHandle(eventId(system.source, eventKey(content, '')));
    const state = await until('parked', async () => {
      const now = await handle.query<EventState>('state');
      return now.state === 'parked' && now;
    });
    expect(state.failure).toMatchObject({ type: 'TypeError', message: 'never' });
    // Two tries in each of three deliveries.
    expect(tries.poison).toBe(6);
    await handle.signal('discard');
    await handle.result();
  });
});
