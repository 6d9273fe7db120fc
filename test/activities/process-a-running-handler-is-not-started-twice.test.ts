import { createProcessEvents } from '../../src/activities/process';
import { batchOf, environment, event, inFakeTime, processDeps, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function oneAtATime(work: (call: number) => Promise<void>) {
  const calls = { total: 0, underWay: 0, most: 0 };
  const handler = async (): Promise<void> => {
    calls.most = Math.max(calls.most, ++calls.underWay);
    try {
      await work(++calls.total);
    } finally {
      calls.underWay--;
    }
  };
  return { calls, handler };
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const TWICE = [event('same', 'one-handle'), event('same', 'another-handle')];

describe('the same event, delivered twice in one batch', () => {
  it('is handled once, and both deliveries are done', async () => {
    const { calls, handler } = oneAtATime(() => after(100));
    const deps = processDeps({ PullComplete: handler });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(TWICE)));
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['done', 'done']);
    expect(verdicts[0]?.key).toBe(verdicts[1]?.key);
    expect(calls).toMatchObject({ total: 1 });
  });

  it('is not handled beside itself while its handler fails and is tried again', async () => {
    const { calls, handler } = oneAtATime(async (call) => {
      await after(20);
      if (call < 3) throw new Error('not yet');
    });
    const deps = processDeps({ PullComplete: handler });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(TWICE)));
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['done', 'done']);
    expect(calls).toEqual({ total: 3, underWay: 0, most: 1 });
  });

  it('has one workflow when it is handed over', async () => {
    const { calls, handler } = oneAtATime(() => after(60_000));
    const deps = processDeps({ PullComplete: handler });
    await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(TWICE)));
    expect(calls.total).toBe(1);
    expect(new Set(deps.temporal.asked.map(({ options }) => options.workflowId)).size).toBe(1);
  });
});

describe('an event that comes again while its handler still runs here', () => {
  it('waits for that handler, and is done with it', async () => {
    const { calls, handler } = oneAtATime(() => after(3_000));
    const deps = processDeps({ PullComplete: handler });
    const processEvents = createProcessEvents(deps);
    const first = await inFakeTime(run(environment(), processEvents, batchOf([event('a', 'first')])));
    expect(first).toMatchObject([{ verdict: 'owned' }]);
    const second = await inFakeTime(run(environment(), processEvents, batchOf([event('a', 'second')])));
    expect(second).toMatchObject([{ verdict: 'done' }]);
    expect(calls.total).toBe(1);
  });

  it('waits for it even when its batch was begun before, in this process', async () => {
    const { calls, handler } = oneAtATime(() => after(1_000));
    const deps = processDeps({ PullComplete: handler });
    const processEvents = createProcessEvents(deps);
    const batch = batchOf([event('a')]);
    const lost = run(environment(), processEvents, batch);
    await jest.advanceTimersByTimeAsync(200);
    const again = run(environment(), processEvents, { ...batch, begunBefore: true });
    expect(await inFakeTime(Promise.all([lost, again]))).toMatchObject([[{ verdict: 'done' }], [{ verdict: 'done' }]]);
    expect(calls.total).toBe(1);
    expect(deps.temporal.asked).toEqual([]);
  });
});

it('events that only look the same, because they have no natural identity, are handled each', async () => {
  const { calls, handler } = oneAtATime(() => after(10));
  const deps = processDeps({ MediaCastStatusChanged: handler });
  const cast = { EventType: 'MediaCastStatusChanged', MediaCastStatusChangedEvent: { CastId: 'c', Status: 'Working' } };
  await inFakeTime(
    run(
      environment(),
      createProcessEvents(deps),
      batchOf([
        { ...cast, EventHandle: '1' },
        { ...cast, EventHandle: '2' },
      ]),
    ),
  );
  expect(calls.total).toBe(2);
});
