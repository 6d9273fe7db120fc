import { eventId, NoWorkerAnsweredError, PollerNotRunningError, pollerId, vodEvents } from '../../src/client';
import { startSystem, until, type System } from '../support/system';
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

/** From the pull to the parked event, by a batch; then the worker goes, and only the server is left. */
describe('while no worker runs', () => {
  let system: System;
  let connection: Connection;
  let client: Client;
  beforeAll(async () => {
    const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
    connection = await Connection.connect(connectionOptions);
    client = new Client({ connection, namespace });
    system = await startSystem({
      quickBudgetMs: 200,
      routes: {
        PullComplete: {
          handler: () => Promise.reject(new TypeError('no')),
          retry: { maximumAttempts: 2, initialInterval: 10 },
        },
      },
    });
  });
  afterAll(() => connection.close());

  it('a parked event is listed, told from others, shown and decided about, and a poller tells how it fared', async () => {
    const vod = vodEvents(client);
    const { source } = system;
    system.emulator.enqueue([{ EventType: 'PullComplete', PullCompleteEvent: { TaskId: 'x' } }]);
    const found = await until('listed', async () => {
      for await (const event of vod.parked.list({ source, eventType: 'PullComplete', failureType: 'TypeError' }))
        return event;
      return undefined;
    });
    // The event may be parked before the pump has heard what became of its batch.
    await until('the pump knows', async () => (await vod.poller(source).status()).pump?.report?.owned === 1);
    await system.stop();
    const { key } = found;
    expect(found).toMatchObject({ source, tries: 2, overdue: false, failure: { message: 'no' } });
    const handle = client.workflow.getHandle(eventId(source, key));
    expect((await handle.describe()).memo).toMatchObject({
      eventType: 'PullComplete',
      parked: { eventType: 'PullComplete' },
    });

    const event = vod.event(key, source);
    const poller = vod.poller(source);
    const [shown, status] = await Promise.all([
      event.show(),
      poller.status(),
      expect(event.state()).rejects.toThrow(NoWorkerAnsweredError),
      expect(event.state()).rejects.toThrow(new RegExp(`${key}.*${source}.*Start a worker`)),
    ]);
    expect(shown).toMatchObject({ status: 'RUNNING', parked: found, unanswered: expect.any(String) });
    expect(shown).not.toHaveProperty('event');
    await event.discard({ reason: 'nobody is there' });
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await handle.terminate();

    // It pulled while there was a worker, and its last words are kept.
    expect(status).toMatchObject({
      source,
      state: 'unknown',
      unanswered: expect.any(String),
      pump: { running: false, report: { events: 1, owned: 1, lastPullAt: expect.any(Number) } },
    });
    await poller.pause();
    await client.workflow.getHandle(pollerId(source)).terminate();
    await expect(poller.status()).rejects.toThrow(PollerNotRunningError);
  });
});
