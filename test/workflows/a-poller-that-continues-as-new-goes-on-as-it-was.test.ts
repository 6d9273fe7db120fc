import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { pollerId, type PollerStatus } from '../../src/core/contract';
import { startForgetfulServer } from '../support/forgetful-server';
import { startSystem, until, type System } from '../support/system';

/** Promises 1 and 8: a history that has grown long is left behind without anybody noticing. */
describe('a poller that continues as new', () => {
  let server: TestWorkflowEnvironment;
  let system: System;
  beforeAll(async () => {
    server = await startForgetfulServer();
    system = await startSystem({ routes: { '*': () => {} }, temporalAddress: server.address });
  });
  afterAll(async () => {
    await system.stop();
    await server.teardown();
  });

  const poller = () => system.client.workflow.getHandle(pollerId(system.source));
  const state = async (): Promise<string> => (await poller().query<PollerStatus>('status')).state;
  const runId = async (): Promise<string> => (await poller().describe()).runId;
  const pulling = (): Promise<boolean> => until('pulling', () => system.emulator.stats().heldPulls > 0);
  const enqueue = (TaskId: string): number[] =>
    system.emulator.enqueue([{ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId } }]);

  it('stays paused, and goes on at resume with what came meanwhile', async () => {
    await pulling();
    const first = await runId();
    await poller().signal('pause');
    await until('another run', async () => (await runId()) !== first);
    await until('paused', async () => (await state()) === 'paused');
    enqueue('while paused');
    expect((await poller().describe()).raw.pendingActivities).toEqual([]);
    expect(system.emulator.stats()).toMatchObject({ heldPulls: 0, deliveries: 0 });

    await poller().signal('resume');
    await until('confirmed', () => system.emulator.stats().confirmed === 1);
    expect(await state()).toBe('running');
  });

  it('stays running when it was resumed before it could leave its history', async () => {
    await pulling();
    const first = await runId();
    await poller().signal('pause');
    await poller().signal('resume');
    await until('another run', async () => (await runId()) !== first);
    enqueue('after that');
    await until('confirmed', () => system.emulator.stats().confirmed === 2);
    expect(await state()).toBe('running');
  });

  it('loses none of the signals and events that arrive while it does, however often', async () => {
    const first = await runId();
    for (let round = 1; round <= 10; round++) {
      await poller().signal('pause');
      if (round === 5) enqueue('between pause and resume');
      await poller().signal('resume');
    }
    await until('confirmed', () => system.emulator.stats().confirmed === 3);
    expect(system.emulator.stats().redelivered).toBe(0);
    await until('another run', async () => (await runId()) !== first);
    await poller().signal('pause');
    await until('paused', async () => (await state()) === 'paused');
    await until('no pump', async () => (await poller().describe()).raw.pendingActivities?.length === 0);
    expect(await state()).toBe('paused');
  });
});
