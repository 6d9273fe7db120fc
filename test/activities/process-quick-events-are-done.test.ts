import { createProcessEvents } from '../../src/activities/process';
import { eventKey } from '../../src/vod/event-key';
import { batchOf, environment, event, events, inFakeTime, processDeps, SOURCE, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('events whose handlers succeed within the quick budget', () => {
  it('are done, in the order of the batch, and nobody else gets to know of them', async () => {
    let underWay = 0;
    let most = 0;
    const seen: unknown[] = [];
    const deps = processDeps({
      PullComplete: async (given: unknown, { attempt }: { attempt: number }) => {
        most = Math.max(most, ++underWay);
        seen.push([given, attempt]);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        underWay--;
      },
    });
    const list = events(40);
    const startedAt = Date.now();
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(list)));
    expect(verdicts).toEqual(list.map((raw) => ({ key: eventKey(raw, raw.EventHandle ?? ''), verdict: 'done' })));
    expect(most).toBe(40);
    expect(Date.now() - startedAt).toBeLessThan(1_100);
    expect(deps.temporal.asked).toEqual([]);
    expect(seen).toHaveLength(40);
    expect(seen[7]).toEqual([
      { key: verdicts[7]?.key, type: 'PullComplete', payload: list[7]?.PullCompleteEvent, source: SOURCE },
      1,
    ]);
  });

  it('are done even when there is nothing to be done', async () => {
    const deps = processDeps({ '*': () => {} });
    expect(await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([])))).toEqual([]);
  });

  it('get an empty payload when VOD sent none', async () => {
    const handler = jest.fn();
    const deps = processDeps({ '*': handler });
    await inFakeTime(
      run(environment(), createProcessEvents(deps), batchOf([{ EventType: 'OfNextYear', EventHandle: 'h' }])),
    );
    expect(handler).toHaveBeenCalledWith(
      expect.objectContaining({ type: 'OfNextYear', payload: {} }),
      expect.anything(),
    );
  });

  it.each<[string, () => unknown]>([
    ['return nothing', () => undefined],
    ['return nonsense', () => 'failed'],
    ['return an error without throwing it', () => new Error('not thrown')],
  ])('are done when their handlers %s', async (_what, handler) => {
    const deps = processDeps({ '*': handler });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(verdicts).toMatchObject([{ verdict: 'done' }]);
  });
});
