import { EventNotSeenError, InvalidInput, vodEvents, type VodEvents } from '../../src/client';
import { startSystem, until, type System } from '../support/system';

const clip = (TaskId: string, FileId = 'none') => ({
  EventType: 'ClipComplete',
  ClipCompleteEvent: { TaskId, FileInfo: { FileId } },
});

describe('a wait for an event', () => {
  let system: System;
  let vod: VodEvents;
  const handled: { key: string }[] = [];
  beforeAll(async () => {
    system = await startSystem({ routes: { '*': (event: { key: string }) => void handled.push(event) } });
    vod = vodEvents(system.client, { taskQueue: system.taskQueue, source: system.source });
  });
  afterAll(() => system.stop());

  it('ends with one that comes later, as its handler gets it', async () => {
    const waiting = vod.waitFor({ taskId: 'later' });
    system.emulator.enqueue([clip('other'), clip('later')]);
    const event = await waiting;
    expect(event).toMatchObject({ type: 'ClipComplete', payload: { TaskId: 'later' }, source: system.source });
    await until('handled', () => handled.find(({ key }) => key === event.key));
  });

  it('ends at once with one that came before', async () => {
    system.emulator.enqueue([
      clip('before', 'file-1'),
      { EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: ['file-2'] } },
    ]);
    await until('handled', () => handled.length >= 2 && system.emulator.stats().confirmed >= 2);
    expect(await vod.waitFor({ taskId: 'before' })).toMatchObject({ payload: { TaskId: 'before' } });
    expect(await vod.waitFor({ fileId: 'file-1' })).toMatchObject({ type: 'ClipComplete' });
    expect(await vod.waitFor({ fileId: 'file-2', type: 'FileDeleted' })).toMatchObject({ type: 'FileDeleted' });
    const { payload } = await vod.waitFor({ type: 'FileDeleted' });
    // As its type has it.
    expect(payload.FileIdSet).toEqual(['file-2']);
    const fromAll = await vod.waitFor((event) => event.type === 'ClipComplete' && event.payload.TaskId === 'before');
    expect(handled.map(({ key }) => key)).toContain(fromAll.key);
  });

  it('ends with one that was submitted, under the key its handler gets', async () => {
    const submission = await vod.submit([
      { EventType: 'PersistenceComplete', PersistenceCompleteEvent: { FileId: 'p' } },
    ]);
    await submission.result();
    const { key } = await vod.waitFor({ fileId: 'p', type: 'PersistenceComplete' });
    expect(handled.map((event) => event.key)).toContain(key);
  });

  it('ends in time when none comes, with an error that says how far was looked', async () => {
    const since = Date.now() + 60_000;
    const attempt = vod.waitFor({ type: 'ClipComplete' }, { since, timeoutMs: 300 });
    await expect(attempt).rejects.toThrow(EventNotSeenError);
    await expect(attempt).rejects.toMatchObject({ source: system.source, batches: 0, since, timeoutMs: 300 });
    await expect(vod.waitFor({ taskId: 'none' }, { source: 'nobody', timeoutMs: 1 })).rejects.toThrow(/"nobody"/);
    await expect(vod.waitFor({ taskId: 'none' }, { timeoutMs: 1 })).rejects.toMatchObject({
      batches: expect.any(Number),
    });
  });

  it('ends when it is aborted, with the reason', async () => {
    const abort = new AbortController();
    const waiting = vod.waitFor({ taskId: 'never' }, { signal: abort.signal });
    setImmediate(() => abort.abort(new Error('shift is over')));
    await expect(waiting).rejects.toThrow('shift is over');
    await expect(vod.waitFor({ taskId: 'never' }, { signal: abort.signal })).rejects.toThrow('shift is over');
  });

  it.each([
    ['nothing', {}, {}],
    ['an empty text', { taskId: '' }, {}],
    ['a number', { taskId: 7 }, {}],
    ['something that there is not', { taskId: 't', fileID: 'f' }, {}],
    ['no time', { taskId: 't' }, { timeoutMs: 0 }],
    ['a moment that is none', { taskId: 't' }, { since: Number.NaN }],
    ['a source that is none', { taskId: 't' }, { source: "x' OR WorkflowType != '" }],
  ])('for %s is refused', async (_, wanted, options) => {
    await expect(vod.waitFor(wanted as { taskId: string }, options)).rejects.toThrow(InvalidInput);
  });
});
