import { startSystem, until, type System } from '../support/system';

/** Promise 9, and identity: an event with a TaskId is the same event whenever type and content are the same. */
describe('the same event twice in one pull', () => {
  let system: System;
  const handled: string[] = [];
  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      routes: {
        '*': async (event: { type: string }) => {
          handled.push(event.type);
          await new Promise((resolve) => setTimeout(resolve, 50));
        },
      },
    });
  });
  afterAll(() => system.stop());

  it('is handled once, and an equal event without natural identity twice; all are confirmed', async () => {
    const clip = { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 't' } };
    const cast = {
      EventType: 'MediaCastStatusChanged',
      MediaCastStatusChangedEvent: { CastId: 'c', Status: 'Working' },
    };
    system.emulator.enqueue([clip, cast, clip, cast]);
    const result = await system.client.workflow.execute('vodEventBatch', {
      taskQueue: system.taskQueue,
      workflowId: `vod-batch/${system.source}/twice`,
      args: [{ version: 1, source: system.source, pulledAt: Date.now(), events: await system.pull() }],
    });
    expect(result).toEqual({ done: 4, owned: 0, left: 0, confirmed: 4, unconfirmed: [], unfinished: [] });
    expect(handled.sort()).toEqual(['ClipComplete', 'MediaCastStatusChanged', 'MediaCastStatusChanged']);
    await until('all confirmed', () => system.emulator.stats().confirmed === 4);
  });
});
