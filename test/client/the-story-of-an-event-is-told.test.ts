import { EventNotFoundError, InvalidInput, vodEvents, type EventStory, type VodEvents } from '../../src/client';
import { startSystem, until, type System } from '../support/system';

const CANARY = 'canary-payload-77aa';
const event = (TaskId: string, EventType: string) => ({ EventType, [`${EventType}Event`]: { TaskId, Note: CANARY } });

describe('the story of an event', () => {
  let system: System;
  let vod: VodEvents;
  let mended = false;
  beforeAll(async () => {
    const failing = (): Promise<void> => (mended ? Promise.resolve() : Promise.reject(new TypeError('no')));
    system = await startSystem({
      quickBudgetMs: 200,
      routes: {
        PullComplete: { handler: failing, retry: { maximumAttempts: 2, initialInterval: 10 } },
        ConcatComplete: { handler: () => Promise.reject(new RangeError('far')), retry: { initialInterval: 3_600_000 } },
        '*': () => {},
      },
    });
    vod = vodEvents(system.client, { taskQueue: system.taskQueue, source: system.source });
  });
  afterAll(() => system.stop());

  const keyOf = (taskId: string): Promise<string> =>
    until(`${taskId} found`, async () => (await vod.find(taskId, { source: system.source })).events[0]?.key);
  const whats = ({ steps }: EventStory): string[] => steps.map(({ what }) => what);

  it('that was done in its batch ends with its confirm', async () => {
    system.emulator.enqueue([event('quick', 'ClipComplete')]);
    const key = await keyOf('quick');
    const told = await until('confirmed', async () => {
      const story = await vod.event(key).story();
      return whats(story).includes('confirmed') && story;
    });
    expect(whats(told)).toEqual(['pulled', 'batchStarted', 'verdict', 'confirmed']);
    expect(told).toMatchObject({ source: system.source, key, eventType: 'ClipComplete' });
    expect(told.steps[2]).toMatchObject({ verdict: 'done', workflowId: expect.stringContaining('vod-batch/') });
    expect(told).not.toHaveProperty('owned');
  });

  it('that was parked, retried with a change and done has every step in order, and no payload', async () => {
    system.emulator.enqueue([event('parks', 'PullComplete')]);
    const key = await keyOf('parks');
    const control = vod.event(key);
    await until('parked', async () => (await control.story()).owned?.state === 'parked');
    mended = true;
    await control.retry({ event: event('mended', 'PullComplete') });
    const told = await until('done', async () => {
      const story = await control.story();
      return story.owned?.state === 'done' && story;
    });
    const steps = whats(told);
    expect(steps.slice(0, 2)).toEqual(['pulled', 'batchStarted']);
    for (const what of ['verdict', 'confirmed', 'owned']) expect(steps).toContain(what);
    expect(steps.slice(steps.indexOf('tried'))).toEqual(
      expect.arrayContaining(['tried', 'failed', 'parked', 'retried', 'done']),
    );
    expect(told.steps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'parked', tries: 2, failure: expect.objectContaining({ type: 'TypeError' }) }),
        expect.objectContaining({ what: 'retried', changed: true }),
        expect.objectContaining({ what: 'done', tries: 0 }),
      ]),
    );
    expect(JSON.stringify(told)).not.toContain(CANARY);
  });

  it('that waits for its next try says when that is, and then who dropped it', async () => {
    system.emulator.enqueue([event('waits', 'ConcatComplete')]);
    const key = await keyOf('waits');
    const told = await until('due', async () => {
      const story = await vod.event(key).story();
      return whats(story).includes('due') && story;
    });
    expect(told.steps.at(-1)).toMatchObject({ what: 'due', attempt: 2 });
    expect(told.steps.at(-1)?.at).toBeGreaterThan(Date.now());
    expect(told.owned).toMatchObject({ state: 'handling', failureType: 'RangeError' });
    const handle = system.client.workflow.getHandle(`vod-event/${system.source}/${key}`);
    await handle.signal('discard', { reason: 'by hand' });
    await handle.result();
    expect((await vod.event(key).story()).steps.at(-1)).toMatchObject({ what: 'discarded', reason: 'by hand' });
  });

  it('that nobody knows is an error that says how far was looked', async () => {
    await expect(vod.event('none').story()).rejects.toThrow(EventNotFoundError);
    await expect(vod.event('none').story()).rejects.toThrow(new RegExp(`"${system.source}".*"none".*further back`));
    await expect(vod.event('none').story({ since: Number.NaN })).rejects.toThrow(InvalidInput);
    await expect(vod.event('none', "'").story()).rejects.toThrow(InvalidInput);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(vod.event('none').story({ signal })).rejects.toThrow('enough');
  });
});
