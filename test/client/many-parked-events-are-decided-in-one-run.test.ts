import { vodEvents, type BulkResult, type ParkedEvent, type ParkedEvents } from '../../src/client';
import { park, stateOf, untilParked } from '../support/parked';
import { startSystem, until, type System } from '../support/system';

describe('many parked events', () => {
  let system: System;
  let parked: ParkedEvents;
  let calls = 0;
  beforeEach(async () => {
    calls = 0;
    const handler = () => Promise.reject(new TypeError(`no ${++calls}`));
    const route = { handler, retry: { maximumAttempts: 1 } };
    system = await startSystem({ poll: false, routes: { PullComplete: route, ClipComplete: route } });
    parked = vodEvents(system.client).parked;
  });
  afterEach(() => system.stop());

  const list = async (): Promise<ParkedEvent[]> => {
    const found: ParkedEvent[] = [];
    for await (const event of parked.list({ source: system.source })) found.push(event);
    return found;
  };
  const visible = (count: number) => until(`${count} visible`, async () => (await list()).length === count);
  const parkMany = (count: number) => Promise.all(Array.from({ length: count }, (_, at) => park(system, `key-${at}`)));

  it('are retried once each in one run, although their handler still fails, and only those that match', async () => {
    const handles = await parkMany(12);
    const clip = await park(system, 'clip', { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'c' } });
    await visible(13);
    const filter = { source: system.source, eventType: 'PullComplete' };
    const before = await Promise.all(handles.map(stateOf));
    expect(await parked.retryAll(filter, { dryRun: true })).toEqual({
      matched: 12,
      signalled: 0,
      skipped: 0,
      failed: [],
    });
    expect(calls).toBe(13);

    const progress: number[] = [];
    const onProgress = ({ signalled, skipped }: Readonly<BulkResult>) => void progress.push(signalled + skipped);
    // One at a time: those that are parked again at once are back in every list before the run is over.
    const result = await parked.retryAll(filter, { concurrency: 1, onProgress });
    expect(result).toEqual({ matched: 12, signalled: 12, skipped: 0, failed: [] });
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    await Promise.all(handles.map((handle, at) => untilParked(handle, before[at]?.since)));
    expect(calls).toBe(13 + 12);
    expect(await stateOf(clip)).not.toHaveProperty('refused');
  });

  it('that ended or were parked anew since they were listed are skipped', async () => {
    const [ended, anew, still] = await parkMany(3);
    if (!ended || !anew || !still) throw new Error('There are three.');
    await visible(3);
    const listed = await list();
    await ended.signal('discard');
    await ended.result();
    const { since } = await stateOf(anew);
    await anew.signal('retry');
    const { since: sinceAnew } = await untilParked(anew, since);
    const gone: ParkedEvent = {
      source: system.source,
      key: 'never-was',
      eventType: 'X',
      since: 1,
      tries: 1,
      overdue: false,
    };

    const result = await parked.discardAll([...listed, gone], { reason: 'cleaned up' });
    expect(result).toEqual({ matched: 4, signalled: 1, skipped: 3, failed: [] });
    expect(await still.result()).toEqual({ state: 'discarded', tries: 1, reason: 'cleaned up' });
    expect((await stateOf(anew)).since).toBe(sinceAnew);
  });

  it('that cannot be signalled are told by source and key, and cost the others nothing', async () => {
    await parkMany(3);
    await visible(3);
    const { client } = system;
    const getHandle = client.workflow.getHandle.bind(client.workflow);
    const broken = jest.spyOn(client.workflow, 'getHandle').mockImplementation(((id: string, runId?: string) => {
      const handle = getHandle(id, runId);
      if (id.endsWith('key-1')) handle.signal = () => Promise.reject(new Error('refused by the server'));
      return handle;
    }) as typeof client.workflow.getHandle);
    const result = await parked.discardAll({ source: system.source });
    broken.mockRestore();
    expect(result).toMatchObject({ matched: 3, signalled: 2, skipped: 0 });
    expect(result.failed).toEqual([{ source: system.source, key: 'key-1', problem: 'refused by the server' }]);
  });

  it('are decided with no more calls at once than was said', async () => {
    await expect(parked.retryAll({}, { concurrency: 0 })).rejects.toThrow(RangeError);
    await expect(parked.discardAll({ source: system.source }, { reason: 'x'.repeat(501) })).rejects.toThrow(/"reason"/);
    await parkMany(8);
    await visible(8);
    let now = 0;
    let most = 0;
    const { client } = system;
    const getHandle = client.workflow.getHandle.bind(client.workflow);
    const counted = jest.spyOn(client.workflow, 'getHandle').mockImplementation(((id: string, runId?: string) => {
      const handle = getHandle(id, runId);
      const describeIt = handle.describe.bind(handle);
      handle.describe = async () => {
        most = Math.max(most, ++now);
        return describeIt().finally(() => now--);
      };
      return handle;
    }) as typeof client.workflow.getHandle);
    await parked.discardAll({ source: system.source }, { concurrency: 3 });
    counted.mockRestore();
    expect(most).toBe(3);
  });
});
