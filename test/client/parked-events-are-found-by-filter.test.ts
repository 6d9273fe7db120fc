import { vodEvents, type ParkedEvent, type ParkedFilter } from '../../src/client';
import { visibilityQuery } from '../../src/client/parked-filter';
import { own, park, poison, stateOf } from '../support/parked';
import { startSystem, until, type System } from '../support/system';

describe('parked events', () => {
  let system: System;
  const since: Record<string, number> = {};
  const clip = (TaskId: string) => ({ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId } });
  const failing = (name: string) => ({
    handler: () => Promise.reject(Object.assign(new Error(`${name} failed`), { name })),
    retry: { maximumAttempts: 1 },
  });

  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      routes: {
        PullComplete: failing('NoDatabase'),
        ClipComplete: failing('NoNetwork'),
        SceneAigcImageCompleteEvent: failing('NoNetwork'),
        SplitMediaComplete: { handler: () => new Promise<void>(() => {}), timeout: '1 hour' },
      },
    });
    const events = {
      one: poison('1'),
      two: clip('2'),
      'a/b': poison('3'),
      odd: { EventType: 'SceneAigcImageComplete' },
    };
    for (const [key, event] of Object.entries(events)) {
      since[key] = (await stateOf(await park(system, key, event))).since;
    }
    await own(system, 'handled', { EventType: 'SplitMediaComplete', SplitMediaCompleteEvent: { TaskId: '4' } });
    await until('visible', async () => (await find({})).length === 4);
  });
  afterAll(async () => {
    await system.client.workflow.getHandle(`vod-event/${system.source}/handled`).signal('discard');
    await system.stop();
  });

  async function find(filter: ParkedFilter): Promise<ParkedEvent[]> {
    const found: ParkedEvent[] = [];
    for await (const event of vodEvents(system.client).parked.list({ source: system.source, ...filter }))
      found.push(event);
    return found.sort((one, other) => one.since - other.since);
  }
  const keys = async (filter: ParkedFilter): Promise<string[]> => (await find(filter)).map(({ key }) => key);

  it('are listed with type, time, tries and failure, and without the event', async () => {
    const [first, , third] = await find({});
    expect(first).toEqual({
      source: system.source,
      key: 'one',
      eventType: 'PullComplete',
      since: since.one,
      tries: 1,
      failure: { type: 'NoDatabase', message: 'NoDatabase failed', at: expect.any(Number) },
      overdue: false,
    });
    expect(third?.key).toBe('a/b');
  });

  it('can be told by type, in any spelling, failure, time and both', async () => {
    expect(await keys({ eventType: 'PullComplete' })).toEqual(['one', 'a/b']);
    expect(await keys({ eventType: 'SceneAigcImageCompleteEvent' })).toEqual(['odd']);
    expect(await keys({ eventType: 'SceneAigcImageComplete' })).toEqual(['odd']);
    expect(await keys({ failureType: 'NoNetwork' })).toEqual(['two', 'odd']);
    expect(await keys({ parkedBefore: since['a/b'] })).toEqual(['one', 'two']);
    expect(await keys({ parkedAfter: since.two })).toEqual(['a/b', 'odd']);
    expect(await keys({ parkedAfter: since.one, failureType: 'NoDatabase' })).toEqual(['a/b']);
    expect(await keys({ overdue: true })).toEqual([]);
    expect(await keys({ overdue: false })).toHaveLength(4);
    expect(await keys({ source: 'test' })).toEqual([]);
  });

  it('of all sources are found without one, and a source that cannot be one is refused', async () => {
    // Not listed here: other tests have events on this server that only their keys can read.
    expect(visibilityQuery({})).not.toContain('WorkflowId');
    expect(visibilityQuery({ source: 'a' })).toContain('vod-event/a/');
    await expect(keys({ source: "x' OR WorkflowType != '" })).rejects.toThrow(/"source" must/);
  });
});
