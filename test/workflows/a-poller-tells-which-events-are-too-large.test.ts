import { randomBytes } from 'node:crypto';
import { pollerId, type PollerStatus } from '../../src/core/contract';
import { onFirstDelivery, startSystem, until, type System } from '../support/system';

/** Promise 1: what Temporal can never take is left for VOD, and whoever asks the poller learns of it. */
describe('events that are too large', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ routes: { '*': () => {} } });
  });
  afterAll(() => system.stop());

  it('are in the status of the poller, and turns that are too large for one batch are several', async () => {
    const incompressible = (bytes: number): string => randomBytes(bytes).toString('base64');
    const Text = incompressible(4_000_000);
    system.emulator.enqueue([{ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'huge', Text } }]);
    const large = Array.from({ length: 6 }, (_, index) => ({
      EventType: 'ConcatComplete',
      ConcatCompleteEvent: { TaskId: `large-${index}`, Text: incompressible(400_000) },
    }));
    system.emulator.enqueue(large);
    await until('the others confirmed', () => system.emulator.stats().confirmed === large.length);
    const poller = system.client.workflow.getHandle(pollerId(system.source));
    const status = await until('the poller knows', async () => {
      const now = await poller.query<PollerStatus>('status');
      return now.tooLarge && now;
    });
    expect(status).toMatchObject({
      state: 'running',
      tooLarge: [{ eventType: 'ClipComplete', key: expect.stringMatching(/^[0-9a-f]{32}$/) }],
    });
    expect(status.tooLarge?.[0]?.bytes).toBeGreaterThan(4_000_000);
    expect(system.emulator.stats()).toMatchObject(onFirstDelivery(large.length + 1));
  });
});
