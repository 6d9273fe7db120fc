import { randomUUID } from 'node:crypto';
import { Client, Connection, WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import {
  BATCH_WORKFLOW,
  EVENT_WORKFLOW,
  eventId,
  pollerId,
  type BatchInput,
  type EventInput,
} from '../../src/core/contract';
import { readSettings } from '../../src/worker/settings';
import { compileRoutes } from '../../src/routes/compile-routes';
import { VodEmulator } from '../../src/testing';
import { runWorker } from '../../src/worker/run';
import type { SourceConfig } from '../../src/worker/sources';
import { temporalConfig } from '../../src/worker/temporal-config';
import { until } from '../support/system';

const name = randomUUID().slice(0, 8);
const taskQueue = `vod-events-${name}`;
const UPLOADS = { source: `uploads-${name}`, subAppId: 1 };
const ARCHIVE = { source: `archive-${name}`, subAppId: 2 };

describe('one worker with two sources', () => {
  const handled: string[] = [];
  const log: LogEntry[] = [];
  const stop = new AbortController();
  let emulator: VodEmulator;
  let connection: Connection;
  let client: Client;
  let running: Promise<void>;

  beforeAll(async () => {
    emulator = await VodEmulator.start({ holdMs: 500, subAppIds: [UPLOADS.subAppId, ARCHIVE.subAppId] });
    const { connectionOptions, namespace } = loadClientConnectConfig();
    connection = await Connection.connect(connectionOptions);
    client = new Client({ connection, namespace });
    const settings = readSettings({ TENCENTCLOUD_SECRET_ID: 'x', TENCENTCLOUD_SECRET_KEY: 'x' });
    const temporal = temporalConfig(process.env);
    if (!settings.ok || typeof temporal === 'string') throw new Error('The settings are wrong.');
    const sources = [sourceOf(UPLOADS, 'NewFileUpload'), sourceOf(ARCHIVE, 'FileDeleted')];
    const config = { ...settings.values, taskQueue, keys: undefined, sources, temporal };
    running = runWorker(config, new DefaultLogger('INFO', (entry) => log.push(entry)), stop.signal);
    await Promise.race([running, until('a worker', () => log.some(({ message }) => message === 'Worker started'))]);
  });
  afterAll(async () => {
    stop.abort();
    await running;
    await Promise.allSettled(
      [UPLOADS, ARCHIVE].map(({ source }) => client.workflow.getHandle(pollerId(source)).terminate()),
    );
    await connection.close();
    await emulator.stop();
  });

  /** Routes one type of event, and writes down what it was given. */
  function sourceOf({ source, subAppId }: typeof UPLOADS, eventType: string): SourceConfig {
    const compiled = compileRoutes({
      [eventType]: (event: { source: string; type: string }) => void handled.push(`${event.source} ${event.type}`),
    });
    if (!compiled.ok) throw new Error(compiled.problems.join('; '));
    return {
      name: source,
      subAppId,
      endpoint: emulator.url,
      credential: emulator.credential,
      confirmPolicy: 'owned',
      maxDeliveries: 10,
      ratePerSecond: 99,
      routes: compiled.routes,
    };
  }

  it('pulls from both, handles the events of each by its own routes, and confirms each where it came from', async () => {
    const both = [
      { EventType: 'NewFileUpload', FileUploadEvent: { FileId: '1' } },
      { EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: ['1'] } },
    ];
    for (const { subAppId } of [UPLOADS, ARCHIVE]) emulator.enqueue(both, { subAppId });
    await emulator.waitUntilConfirmed(4);
    expect(handled.sort()).toEqual([`${ARCHIVE.source} FileDeleted`, `${UPLOADS.source} NewFileUpload`]);
    const refused = emulator.journal.of('call').filter(({ code }) => code === 'InvalidParameterValue');
    expect(refused).toEqual([]);
    // Of each source what only the other has a route for.
    const unrouted = log.filter(({ message }) => message.includes('no route')).map(({ meta }) => meta);
    expect(unrouted).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: UPLOADS.source, eventType: 'FileDeleted' }),
        expect.objectContaining({ source: ARCHIVE.source, eventType: 'NewFileUpload' }),
      ]),
    );
  });

  it('has a poller for each, of which one can be paused alone', async () => {
    const [uploads, archive] = [UPLOADS, ARCHIVE].map(({ source }) => client.workflow.getHandle(pollerId(source)));
    await uploads?.signal('pause');
    await until('a paused poller', async () => (await stateOf(uploads)) === 'paused');
    const before = handled.length;
    emulator.enqueue([{ EventType: 'NewFileUpload', FileUploadEvent: { FileId: '2' } }], { subAppId: 1 });
    emulator.enqueue([{ EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: ['2'] } }], { subAppId: 2 });
    await emulator.waitUntilConfirmed(5);
    expect(await stateOf(archive)).toBe('running');
    expect(handled.slice(before)).toEqual([`${ARCHIVE.source} FileDeleted`]);
    await uploads?.signal('resume');
    await emulator.waitUntilConfirmed(6);
  });

  it('fails a batch of a source that it does not serve, and says which it does', async () => {
    const input: BatchInput = {
      version: 1,
      source: 'elsewhere',
      pulledAt: Date.now(),
      events: [{ EventType: 'A', EventHandle: 'h' }],
    };
    const batch = client.workflow.execute(BATCH_WORKFLOW, {
      taskQueue,
      workflowId: `vod-batch/${name}`,
      args: [input],
    });
    const failure: unknown = await batch.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    const { cause } = failure as WorkflowFailedError;
    expect(cause).toMatchObject({ type: 'UnknownSource' });
    expect(cause?.message).toContain(`"elsewhere" (it serves: ${UPLOADS.source}, ${ARCHIVE.source})`);
  });

  it('keeps an owned event of such a source, which shows what it waits for', async () => {
    const event = { EventType: 'NewFileUpload', FileUploadEvent: { FileId: '3' } };
    const input: EventInput = { version: 1, source: 'elsewhere', key: name, event };
    const workflowId = eventId('elsewhere', name);
    const handle = await client.workflow.start(EVENT_WORKFLOW, { taskQueue, workflowId, args: [input] });
    const failure = await until('a try', async () => {
      const { raw } = await handle.describe();
      return raw.pendingActivities?.[0]?.lastFailure;
    });
    expect(failure).toMatchObject({ applicationFailureInfo: { type: 'UnknownSource' } });
    expect(await handle.query('state')).toMatchObject({ state: 'handling', tries: 0 });
    await handle.terminate();
  });

  async function stateOf(poller: WorkflowHandle | undefined): Promise<string | undefined> {
    return (await poller?.query<{ state: string }>('status'))?.state;
  }
});
