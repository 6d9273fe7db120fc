import { createProcessEvents } from '../../src/activities/process';
import { batchOf, environment, event, events, HOME, inFakeTime, never, processDeps, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function counting(work: () => Promise<void>) {
  const count = { underWay: 0, most: 0, started: 0 };
  const handler = async (): Promise<void> => {
    count.started++;
    count.most = Math.max(count.most, ++count.underWay);
    try {
      await work();
    } finally {
      count.underWay--;
    }
  };
  return { count, handler };
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('handlers that batches start in one process', () => {
  it('are never more than the cap, and events wait for a place within the budget', async () => {
    const { count, handler } = counting(() => after(100));
    const deps = processDeps({ PullComplete: handler }, { maxHandlers: 4, quickBudgetMs: 2_000 });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(events(40))));
    expect(verdicts.every(({ verdict }) => verdict === 'done')).toBe(true);
    expect(count).toMatchObject({ most: 4, started: 40 });
  });

  it('are never more than the cap over several batches', async () => {
    const { count, handler } = counting(() => after(50));
    const deps = processDeps({ PullComplete: handler }, { maxHandlers: 3 });
    const processEvents = createProcessEvents(deps);
    const batches = ['x', 'y', 'z'].map((name) =>
      run(environment(), processEvents, batchOf([1, 2, 3, 4].map((number) => event(`${name}${number}`)))),
    );
    await inFakeTime(Promise.all(batches));
    expect(count).toMatchObject({ most: 3, started: 12 });
  });

  it('are not started for events that find no place in time: those are handed over', async () => {
    const { count, handler } = counting(never);
    const deps = processDeps({ PullComplete: handler }, { maxHandlers: 2, quickBudgetMs: 1_000 });
    const startedAt = Date.now();
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(events(5))));
    expect(verdicts.every(({ verdict }) => verdict === 'owned')).toBe(true);
    expect(Date.now() - startedAt).toBeLessThanOrEqual(1_010);
    expect(count.started).toBe(2);
    expect(deps.temporal.handedOver.filter(({ home }) => home === HOME)).toHaveLength(2);
    expect(deps.temporal.handedOver.filter(({ home, tries }) => home === undefined && tries === 0)).toHaveLength(3);
  });

  it('hold their place until they settle, not only until the batch is over', async () => {
    const { count, handler } = counting(() => after(10_000));
    const deps = processDeps({ PullComplete: handler }, { maxHandlers: 1, quickBudgetMs: 500 });
    const processEvents = createProcessEvents(deps);
    await inFakeTime(run(environment(), processEvents, batchOf([event('slow')])));
    await inFakeTime(run(environment(), processEvents, batchOf([event('next')])));
    expect(count.started).toBe(1);
    await jest.advanceTimersByTimeAsync(10_000);
    await inFakeTime(run(environment(), processEvents, batchOf([event('last')])));
    expect(count.started).toBe(2);
  });

  it('are capped all the same after failures, adoptions and cancellations', async () => {
    let fail = true;
    const { count, handler } = counting(async () => {
      await after(10);
      if (fail) throw new Error('not now');
      await after(200);
    });
    const deps = processDeps({ PullComplete: handler }, { maxHandlers: 2 });
    const processEvents = createProcessEvents(deps);
    // The same event twice, so that one of them adopts.
    await inFakeTime(run(environment(), processEvents, batchOf([event('a', '1'), event('a', '2'), ...events(6)])));
    const cancelled = environment();
    const work = run(cancelled, processEvents, batchOf(events(6)));
    await jest.advanceTimersByTimeAsync(15);
    cancelled.cancel();
    await inFakeTime(work);
    await jest.advanceTimersByTimeAsync(60_000);
    Object.assign(count, { most: 0, started: 0 });
    fail = false;
    await inFakeTime(run(environment(), processEvents, batchOf(events(10).map((_, index) => event(`new-${index}`)))));
    expect(count).toMatchObject({ most: 2, started: 10, underWay: 0 });
  });
});
