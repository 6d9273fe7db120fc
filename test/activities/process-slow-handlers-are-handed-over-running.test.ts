import { createProcessEvents } from '../../src/activities/process';
import { eventId } from '../../src/core/contract';
import { batchOf, environment, event, HOME, inFakeTime, never, processDeps, SOURCE, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('an event whose handler outlives the quick budget', () => {
  it('is owned as soon as the budget is over, and its handler goes on where it is', async () => {
    const handler = jest.fn((_event: unknown, _context: { signal: AbortSignal }) => never());
    const deps = processDeps({ PullComplete: handler }, { quickBudgetMs: 1_000 });
    const startedAt = Date.now();
    const [verdict] = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(verdict).toMatchObject({ verdict: 'owned' });
    expect(Date.now() - startedAt).toBeLessThanOrEqual(1_010);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(handler.mock.calls[0]?.[1].signal.aborted).toBe(false);
    const still = deps.runs.find(eventId(SOURCE, verdict?.key ?? ''));
    expect(still?.signal.aborted).toBe(false);
  });

  it('tells its workflow where the handler runs, and that no try has failed yet', async () => {
    const deps = processDeps({ PullComplete: never });
    await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(deps.temporal.handedOver).toMatchObject([{ home: HOME, tries: 0 }]);
    expect(deps.temporal.handedOver[0]).not.toHaveProperty('failure');
  });

  it('tells its workflow of the tries that failed before', async () => {
    const handler = jest.fn(never).mockRejectedValueOnce(new Error('first'));
    const deps = processDeps({ PullComplete: handler });
    await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(handler).toHaveBeenCalledTimes(2);
    expect(deps.temporal.handedOver).toMatchObject([{ home: HOME, tries: 1, failure: { message: 'first' } }]);
  });

  it('does not delay the verdict of the others beyond the budget', async () => {
    const deps = processDeps({
      PullComplete: ({ payload }: { payload: { TaskId: string } }) => (payload.TaskId === 'slow' ? never() : undefined),
    });
    const verdicts = await inFakeTime(
      run(environment(), createProcessEvents(deps), batchOf([event('quick'), event('slow'), event('other')])),
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['done', 'owned', 'done']);
  });
});

describe('an event of a route that is known to be slow', () => {
  it('is owned at once, and its handler is not started here', async () => {
    const handler = jest.fn();
    const deps = processDeps({ PullComplete: { handler, quick: false } });
    const startedAt = Date.now();
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(verdicts).toMatchObject([{ verdict: 'owned' }]);
    expect(Date.now() - startedAt).toBeLessThan(100);
    expect(handler).not.toHaveBeenCalled();
    expect(deps.temporal.handedOver).toMatchObject([{ tries: 0 }]);
    expect(deps.temporal.handedOver[0]).not.toHaveProperty('home');
  });
});
