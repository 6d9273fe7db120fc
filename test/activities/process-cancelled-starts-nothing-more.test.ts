import { createProcessEvents } from '../../src/activities/process';
import { batchOf, environment, event, events, inFakeTime, never, processDeps, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a batch that is cancelled', () => {
  it('aborts the handlers that run and leaves their events; what is done stays done', async () => {
    const signals: AbortSignal[] = [];
    const deps = processDeps({
      PullComplete: ({ payload }: { payload: { TaskId: string } }, { signal }: { signal: AbortSignal }) => {
        if (payload.TaskId === 'quick') return undefined;
        signals.push(signal);
        return never();
      },
    });
    const env = environment();
    const work = run(env, createProcessEvents(deps), batchOf([event('slow'), event('quick'), event('slow too')]));
    await jest.advanceTimersByTimeAsync(100);
    env.cancel();
    const verdicts = await work;
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['left', 'done', 'left']);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(deps.temporal.asked).toEqual([]);
  });

  it('starts no further try of a handler that failed', async () => {
    const handler = jest.fn(() => Promise.reject(new Error('no')));
    const deps = processDeps({ PullComplete: handler });
    const env = environment();
    const work = run(env, createProcessEvents(deps), batchOf([event('a')]));
    // In the second pause.
    await jest.advanceTimersByTimeAsync(100);
    expect(handler).toHaveBeenCalledTimes(2);
    env.cancel();
    expect(await inFakeTime(work)).toMatchObject([{ verdict: 'left' }]);
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it('starts no handler for events that wait for a place', async () => {
    const handler = jest.fn(never);
    const deps = processDeps({ PullComplete: handler }, { maxHandlers: 1 });
    const env = environment();
    const work = run(env, createProcessEvents(deps), batchOf(events(4)));
    await jest.advanceTimersByTimeAsync(100);
    env.cancel();
    expect((await inFakeTime(work)).map(({ verdict }) => verdict)).toEqual(Array(4).fill('left'));
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('starts no handler at all when it was cancelled before it began', async () => {
    const handler = jest.fn();
    const deps = processDeps({ PullComplete: handler });
    const env = environment();
    env.cancel();
    expect(await inFakeTime(run(env, createProcessEvents(deps), batchOf([event('a')])))).toMatchObject([
      { verdict: 'left' },
    ]);
    expect(handler).not.toHaveBeenCalled();
  });

  it('gives up a hand-over that the server does not answer', async () => {
    const deps = processDeps({ PullComplete: { handler: () => {}, quick: false } });
    deps.temporal.refuse = () => new Promise((resolve) => setTimeout(() => resolve(new Error('lost')), 500));
    const env = environment();
    const work = run(env, createProcessEvents(deps), batchOf([event('a')]));
    await jest.advanceTimersByTimeAsync(100);
    env.cancel();
    expect(await inFakeTime(work, 2_000)).toMatchObject([{ verdict: 'left' }]);
    expect(deps.temporal.asked).toHaveLength(1);
  });
});
