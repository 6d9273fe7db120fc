import { createProcessEvents } from '../../src/activities/process';
import { CONFIRM_RESERVE_MS } from '../../src/core/defaults';
import { deadlineOf } from '../../src/core/window';
import { contentKey } from '../../src/vod/event-key';
import { batchOf, environment, event, HOME, inFakeTime, never, processDeps, run, submitted } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const strict = { confirmPolicy: 'processed' } as const;
const judge = (deps: ReturnType<typeof processDeps>, list: object[], more: object = {}) =>
  inFakeTime(run(environment(), createProcessEvents(deps), batchOf(list, { ...strict, ...more })));

describe('with the policy "processed"', () => {
  it('a handler has until shortly before the deadline, and is tried again all the while', async () => {
    const startedAt = Date.now();
    const handler = jest.fn(() => (Date.now() - startedAt < 20_000 ? Promise.reject(new Error('not yet')) : undefined));
    const deps = processDeps({ PullComplete: { handler, retry: { maximumAttempts: 50 } } });
    expect(await judge(deps, [event('a')])).toMatchObject([{ verdict: 'done' }]);
    expect(handler.mock.calls.length).toBeGreaterThan(4);
    expect(deps.temporal.asked).toEqual([]);
  });

  it('what is still running then is left, counted, and goes on where it is', async () => {
    const handler = jest.fn((_event: unknown, _context: { signal: AbortSignal }) => never());
    const deps = processDeps({ PullComplete: handler });
    const startedAt = Date.now();
    const [verdict] = await judge(deps, [event('a')]);
    expect(verdict).toMatchObject({ verdict: 'left', unfinished: true });
    expect(Date.now()).toBeLessThanOrEqual(deadlineOf(startedAt) - CONFIRM_RESERVE_MS);
    expect(deps.temporal.asked).toEqual([]);
    expect(handler.mock.calls[0]?.[1].signal.aborted).toBe(false);
    // Delivered again while it runs, it is waited for and not started beside itself.
    await judge(deps, [event('a')]);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('what keeps failing is left, counted, without more tries than its route allows', async () => {
    const handler = jest.fn(() => Promise.reject(new Error('no')));
    const deps = processDeps({ PullComplete: { handler, retry: { maximumAttempts: 3 } } });
    expect(await judge(deps, [event('a')])).toMatchObject([{ verdict: 'left', unfinished: true }]);
    expect(handler).toHaveBeenCalledTimes(3);
    expect(deps.temporal.asked).toEqual([]);
  });

  it('a route that is known to be slow is started all the same', async () => {
    const deps = processDeps({ PullComplete: { handler: () => {}, quick: false } });
    expect(await judge(deps, [event('a')])).toMatchObject([{ verdict: 'done' }]);
  });

  it('a batch that was begun before is left and counted: its process may still be at it', async () => {
    const handler = jest.fn();
    const deps = processDeps({ PullComplete: handler });
    expect(await judge(deps, [event('a')], { begunBefore: true })).toMatchObject([
      { verdict: 'left', unfinished: true },
    ]);
    expect(handler).not.toHaveBeenCalled();
  });

  it('an event for which there was no place, or no time, is left and not counted', async () => {
    const deps = processDeps({ PullComplete: never }, { maxHandlers: 1 });
    const [first, second] = await judge(deps, [event('a'), event('b')]);
    expect([first?.unfinished, second?.unfinished]).toEqual([true, undefined]);
    expect(second?.verdict).toBe('left');
    const [late] = await judge(deps, [event('c')], { pulledAt: Date.now() - 29_000 });
    expect(late).toMatchObject({ verdict: 'left' });
    expect(late).not.toHaveProperty('unfinished');
  });

  it('a worker that has to end leaves what is running, and does not count it', async () => {
    const deps = processDeps({ PullComplete: never });
    setTimeout(() => deps.drain.hurry(), 1_000);
    const startedAt = Date.now();
    const [verdict] = await judge(deps, [event('a')]);
    expect(Date.now() - startedAt).toBeLessThan(1_100);
    expect(verdict?.verdict).toBe('left');
    expect(verdict).not.toHaveProperty('unfinished');
  });

  it('at its last delivery an event that fails is parked, with its own failure', async () => {
    const deps = processDeps({
      PullComplete: { handler: () => Promise.reject(new TypeError('no')), retry: { maximumAttempts: 3 } },
    });
    const verdicts = await judge(deps, [event('a'), event('b')], { lastDelivery: [contentKey(event('a'))] });
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['owned', 'left']);
    expect(deps.temporal.handedOver).toMatchObject([{ tries: 3, failure: { type: 'TypeError', message: 'no' } }]);
  });

  it('at its last delivery an event whose handler still runs is handed over to where it runs', async () => {
    const deps = processDeps({ PullComplete: { handler: never, retry: { maximumAttempts: 3 } } });
    await judge(deps, [event('a')], { lastDelivery: [contentKey(event('a'))] });
    expect(deps.temporal.handedOver).toMatchObject([{ tries: 3, home: HOME, failure: { type: 'DeliveriesUsedUp' } }]);
  });

  it('a delivery that was cut short, or found no place, is not the last, whatever its number', async () => {
    const hurried = processDeps({ PullComplete: never });
    setTimeout(() => hurried.drain.hurry(), 1_000);
    const lastDelivery = [contentKey(event('a')), contentKey(event('b'))];
    expect(await judge(hurried, [event('a')], { lastDelivery })).toMatchObject([{ verdict: 'left' }]);
    const full = processDeps({ PullComplete: never }, { maxHandlers: 1 });
    const verdicts = await judge(full, [event('a'), event('b')], { lastDelivery });
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['owned', 'left']);
    expect(hurried.temporal.asked).toEqual([]);
  });

  it('at its last delivery a route that is known to be slow is tried like any other, and as often', async () => {
    const handler = jest.fn(() => Promise.reject(new Error('no')));
    const retry = { maximumAttempts: 6 };
    const deps = processDeps({ PullComplete: { handler, retry, quick: false } });
    await judge(deps, [event('a')], { lastDelivery: [contentKey(event('a'))] });
    expect(handler).toHaveBeenCalledTimes(6);
    expect(deps.temporal.handedOver).toMatchObject([{ tries: 6, failure: { message: 'no' } }]);
  });

  it('a handler that hangs takes one place, however often its event is delivered', async () => {
    const deps = processDeps({ PullComplete: never, ClipComplete: () => {} }, { maxHandlers: 2 });
    for (let delivery = 0; delivery < 4; delivery++) await judge(deps, [event('a')]);
    const clip = { EventType: 'ClipComplete', EventHandle: 'h', ClipCompleteEvent: { TaskId: 'b' } };
    expect(await judge(deps, [clip])).toMatchObject([{ verdict: 'done' }]);
  });

  it('an event that is malformed is parked at once: no handler would ever finish it', async () => {
    const deps = processDeps({ PullComplete: () => {} });
    expect(await judge(deps, [{ EventHandle: 'h' }])).toMatchObject([{ verdict: 'owned' }]);
  });

  it('an event without a handle is handed over: VOD would not deliver it again', async () => {
    const deps = processDeps({ PullComplete: never });
    const startedAt = Date.now();
    const verdicts = await judge(deps, [submitted('a')]);
    expect(verdicts).toMatchObject([{ verdict: 'owned' }]);
    // After the quick budget: there is no window that it could use up.
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });
});
