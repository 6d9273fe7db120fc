import { createProcessEvents } from '../../src/activities/process';
import { IN_PLACE_PAUSES_MS } from '../../src/core/defaults';
import { EVENT_WORKFLOW, eventId } from '../../src/core/contract';
import { batchOf, environment, event, inFakeTime, processDeps, SOURCE, TASK_QUEUE, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

class NoDatabase extends Error {
  override readonly name = 'NoDatabase';
}

const fail = jest.fn(() => Promise.reject(new NoDatabase('down')));
beforeEach(() => fail.mockClear());

describe('an event whose handler keeps failing', () => {
  it('is owned by a workflow of its own, which knows how often it failed and why', async () => {
    const deps = processDeps({ PullComplete: fail });
    const raw = event('a');
    const [verdict] = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([raw])));
    const tries = 1 + IN_PLACE_PAUSES_MS.length;
    expect(verdict).toMatchObject({ verdict: 'owned' });
    expect(fail).toHaveBeenCalledTimes(tries);
    expect(deps.temporal.handedOver).toEqual([
      {
        version: 1,
        source: SOURCE,
        key: verdict?.key,
        event: raw,
        tries,
        failure: { type: 'NoDatabase', message: 'down', at: expect.any(Number) },
      },
    ]);
    expect(deps.temporal.asked).toMatchObject([
      {
        type: EVENT_WORKFLOW,
        options: {
          workflowId: eventId(SOURCE, verdict?.key ?? ''),
          taskQueue: TASK_QUEUE,
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          staticSummary: 'PullComplete',
          memo: { eventType: 'PullComplete' },
        },
      },
    ]);
  });

  it.each([1, 2])('is not tried more than %i times in place when its route allows no more', async (maximumAttempts) => {
    const deps = processDeps({ PullComplete: { handler: fail, retry: { maximumAttempts } } });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(verdicts).toMatchObject([{ verdict: 'owned' }]);
    expect(fail).toHaveBeenCalledTimes(maximumAttempts);
    expect(deps.temporal.handedOver).toMatchObject([{ tries: maximumAttempts }]);
  });

  it('is not tried again when the budget would be over by then', async () => {
    const deps = processDeps({ PullComplete: fail }, { quickBudgetMs: 100 });
    const startedAt = Date.now();
    await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(fail).toHaveBeenCalledTimes(2);
    expect(Date.now() - startedAt).toBeLessThanOrEqual(110);
  });

  it('leaves no run behind that its workflow would take for one that is still going', async () => {
    const deps = processDeps({ PullComplete: fail });
    const [verdict] = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(deps.runs.find(eventId(SOURCE, verdict?.key ?? ''))).toBeUndefined();
  });

  it.each<[string, () => unknown, string]>([
    [
      'throws at once',
      () => {
        throw new NoDatabase('down');
      },
      'NoDatabase',
    ],
    ['rejects with a text', () => Promise.reject('a secret'), 'NotAnError'],
    ['rejects with nothing', () => Promise.reject(), 'NotAnError'],
  ])('because it %s is owned too', async (_what, handler, type) => {
    const deps = processDeps({ PullComplete: handler });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(verdicts).toMatchObject([{ verdict: 'owned' }]);
    expect(deps.temporal.handedOver).toMatchObject([{ failure: { type } }]);
    expect(JSON.stringify(deps.temporal.handedOver)).not.toContain('secret');
  });
});
