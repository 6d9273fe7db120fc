import { Client } from '@temporalio/client';
import { InvalidInput, vodEvents, vodEventsDataConverter, type FoundEvent, type VodEvents } from '../../src/client';
import { newKey, ringOf } from '../support/encryption-keys';
import { startSystem, until, type System } from '../support/system';

const CANARY = 'canary-payload-5d1e';
const event = (TaskId: string, FileId: string, EventType = 'PullComplete') => ({
  EventType,
  [`${EventType}Event`]: { TaskId, FileInfo: { FileId }, Note: CANARY },
});

describe('a search', () => {
  let system: System;
  let vod: VodEvents;
  beforeAll(async () => {
    system = await startSystem({
      quickBudgetMs: 200,
      routes: {
        PullComplete: {
          handler: () => Promise.reject(new TypeError('no')),
          retry: { maximumAttempts: 2, initialInterval: 10 },
        },
        '*': () => {},
      },
    });
    vod = vodEvents(system.client, { taskQueue: system.taskQueue, source: system.source });
    system.emulator.enqueue([event('parks', 'file-1'), event('quick', 'file-2', 'ClipComplete')]);
    await until('parked and confirmed', async () => {
      const [view] = await vod.sources({ source: system.source });
      return view?.parked === 1 && system.emulator.stats().confirmed === 2;
    });
  });
  afterAll(() => system.stop());

  /** Visibility runs some moments behind. */
  const found = (id: string, options = {}): Promise<FoundEvent> =>
    until(`${id} found`, async () => (await vod.find(id, { source: system.source, ...options })).events[0]);

  it('finds by TaskId what was done in its batch, and says that it was confirmed', async () => {
    const quick = await found('quick');
    expect(quick).toEqual({
      source: system.source,
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventType: 'ClipComplete',
      by: 'taskId',
      batches: [
        {
          workflowId: expect.stringContaining(`vod-batch/${system.source}/`),
          runId: expect.any(String),
          pulledAt: expect.any(Number),
          startedAt: expect.any(Number),
          status: 'COMPLETED',
          verdict: 'done',
          confirmed: true,
        },
      ],
    });
  });

  it('finds by a FileId, in all sources, what is parked, and says why', async () => {
    const parked = await found('file-1', { source: undefined });
    expect(parked).toMatchObject({
      by: 'fileId',
      batches: [{ verdict: 'owned', confirmed: true }],
      owned: {
        status: 'RUNNING',
        state: 'parked',
        tries: 2,
        failureType: 'TypeError',
        parkedSince: expect.any(Number),
      },
    });
  });

  it('finds by key, and an event that has a workflow however long ago its batch was', async () => {
    const { key } = await found('parks');
    expect(await found(key)).toMatchObject({ by: 'key', batches: [{ verdict: 'owned' }] });
    const since = Date.now() + 60_000;
    expect(await found('parks', { since })).toMatchObject({
      key,
      by: 'taskId',
      batches: [],
      owned: { state: 'parked' },
    });
    const { events, batches } = await vod.find('quick', { source: system.source, since });
    expect({ events, batches }).toEqual({ events: [], batches: 0 });
  });

  it('goes on past what was written with a key that it does not have, and says so', async () => {
    const { connection, options } = system.client;
    const dataConverter = vodEventsDataConverter({ keys: ringOf(newKey('foreign')) });
    const foreign = new Client({ connection, namespace: options.namespace, dataConverter });
    const { taskQueue, source } = system;
    await vodEvents(foreign, { taskQueue: `${taskQueue}/nobody`, source }).submit([event('secret', 'file-3')]);
    await until('told', async () => (await vod.find('parks', { source })).unreadable === 1);
    expect(await vod.find('parks', { source })).toMatchObject({ events: [{ by: 'taskId' }], unreadable: 1 });
  });

  it('tells no payload, and how far it has come', async () => {
    const told: unknown[] = [];
    const findings = await vod.find('file-2', { source: system.source, onProgress: (soFar) => told.push(soFar) });
    expect(JSON.stringify([findings, told])).not.toContain(CANARY);
    expect(told.at(-1)).toEqual({ read: 1 + findings.batches, total: 1 + findings.batches, found: 1 });
    expect(findings).toMatchObject({ workflows: 1, since: expect.any(Number) });
  });

  it('looks no further back than the namespace keeps', async () => {
    const { since } = await vod.find('quick', { source: system.source, since: 0 });
    expect(since).toBeGreaterThan(Date.now() - 400 * 24 * 3_600_000);
  });

  it('ends when it is aborted, with the reason, and refuses what it cannot look for', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(vod.find('quick', { signal })).rejects.toThrow('enough');
    await expect(vod.find('')).rejects.toThrow(InvalidInput);
    await expect(vod.find('x', { source: "' OR" })).rejects.toThrow(InvalidInput);
    await expect(vod.find('x', { since: Number.NaN })).rejects.toThrow(InvalidInput);
  });
});
