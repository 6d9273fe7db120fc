import { pollerId, type PollerStatus } from '../../src/core/contract';
import { ensurePoller } from '../../src/client/poller';
import { startSystem, until, type System } from '../support/system';

describe('pause', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ routes: { '*': () => {} } });
  });
  afterAll(() => system.stop());

  it('stops pulling until resume, also when a worker starts in between', async () => {
    const poller = system.client.workflow.getHandle(pollerId(system.source));
    const state = async (): Promise<string> => (await poller.query<PollerStatus>('status')).state;
    await until('pulling', () => system.emulator.stats().heldPulls > 0);

    await poller.signal('pause');
    await until('paused', async () => (await state()) === 'paused');
    await until('the pump gone', async () => (await poller.describe()).raw.pendingActivities?.length === 0);
    expect(system.emulator.stats().heldPulls).toBe(0);
    await ensurePoller(system.client, system.source, system.taskQueue);
    expect(await state()).toBe('paused');
    const calls = system.emulator.journal.nextSeq;
    system.emulator.enqueue([{ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 't' } }]);

    await poller.signal('resume');
    await until('confirmed', () => system.emulator.stats().confirmed === 1);
    const [first] = system.emulator.journal.entries(calls).filter(({ kind }) => kind !== 'enqueued');
    expect(first?.kind).toBe('delivered');
    expect(await state()).toBe('running');
  });
});
