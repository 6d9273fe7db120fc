import { InvalidInput, PollerNotRunningError, vodEvents, type PollerControl } from '../../src/client';
import { startSystem, until, type System } from '../support/system';

describe('the poller of a source', () => {
  let system: System;
  let poller: PollerControl;
  beforeAll(async () => {
    system = await startSystem({ poll: false, routes: { '*': () => {} } });
    poller = vodEvents(system.client, { taskQueue: system.taskQueue }).poller(system.source);
  });
  afterAll(() => system.stop());

  it.each(['pause', 'resume', 'status'] as const)(
    'that was never started cannot %s, and the error says so',
    async (what) => {
      const attempt = vodEvents(system.client).poller('never-started')[what]();
      await expect(attempt).rejects.toThrow(PollerNotRunningError);
      await expect(attempt).rejects.toThrow(/"never-started".*start a worker/);
    },
  );

  it('of a name that no source can have is not started', async () => {
    const attempt = vodEvents(system.client).poller('a b').ensure();
    await expect(attempt).rejects.toThrow(InvalidInput);
    await expect(attempt).rejects.toThrow(/"source"/);
  });

  it('pulls once ensured, tells what it pulled, stops for a pause that ensuring leaves alone, and goes on', async () => {
    system.emulator.enqueue([{ EventType: 'FileDeleted' }, { EventType: 'FileDeleted' }]);
    const before = Date.now();
    await poller.ensure();
    await poller.ensure();
    const status = await until('told', async () => {
      const now = await poller.status();
      return now.pump?.report?.confirmed === 2 && now;
    });
    expect(status).toEqual({
      source: system.source,
      state: 'running',
      since: expect.any(Number),
      pump: {
        running: true,
        reportedAt: expect.any(Number),
        report: {
          ...{ pulls: expect.any(Number), events: 2, batches: 1, done: 2, owned: 0, left: 0, confirmed: 2 },
          ...{ unconfirmed: 0, redelivered: 0, tooLarge: 0, openBatches: 0, width: 1, headroomMs: expect.any(Number) },
          ...{ lastPullAt: expect.any(Number), lastCode: expect.any(String) },
        },
      },
    });
    for (const at of [status.since, status.pump?.reportedAt, status.pump?.report?.lastPullAt]) {
      expect(at).toBeGreaterThan(before - 1_000);
      expect(at).toBeLessThan(Date.now() + 1_000);
    }

    await poller.pause();
    await until('the pump gone', async () => !(await poller.status()).pump);
    await poller.ensure();
    expect(await poller.status()).toMatchObject({ state: 'paused' });
    await poller.resume();
    await until('pulling', async () => (await poller.status()).pump?.running);
    expect(await poller.status()).toMatchObject({ state: 'running' });
  });
});
