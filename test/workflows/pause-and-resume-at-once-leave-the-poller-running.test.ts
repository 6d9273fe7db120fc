import { pollerId, type PollerStatus } from '../../src/core/contract';
import { startSystem, until, type System } from '../support/system';

/** Promise 8, no silent stop: both signals may arrive in one workflow task, before the pump has heard of either. */
describe('pause and resume at once', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ routes: { '*': () => {} } });
  });
  afterAll(() => system.stop());

  it('leave the poller running, with one pump', async () => {
    await until('pulling', () => system.emulator.stats().heldPulls > 0);
    const poller = system.client.workflow.getHandle(pollerId(system.source));
    await poller.signal('pause');
    await poller.signal('resume');
    await until('the pump begun anew', async () => {
      const { raw } = await poller.describe();
      const [activity] = raw.pendingActivities ?? [];
      return activity !== undefined && activity.activityId !== '1';
    });
    system.emulator.enqueue([{ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 't' } }]);
    await until('confirmed', () => system.emulator.stats().confirmed === 1);
    await poller.signal('resume');
    await until('running', async () => (await poller.query<PollerStatus>('status')).state === 'running');
    expect((await poller.describe()).status.name).toBe('RUNNING');
    expect(system.emulator.stats().heldPulls).toBeLessThanOrEqual(1);
  });
});
