import { createProcessEvents } from '../../src/activities/process';
import { Park, RetryLater } from '../../src/routes/decisions';
import { batchOf, environment, event, inFakeTime, processDeps, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const tried = (error: () => Error, retry: object = {}, more: object = {}) => {
  const at: number[] = [];
  const handler = (): void => {
    at.push(Date.now());
    throw error();
  };
  const deps = processDeps({ PullComplete: { handler, retry } });
  const batch = batchOf([event('a')], more);
  return { deps, at, verdicts: inFakeTime(run(environment(), createProcessEvents(deps), batch)) };
};

describe('a handler that throws RetryLater', () => {
  it('is tried again in place after that pause while the budget lasts, and then handed over with the pause', async () => {
    const { deps, at, verdicts } = tried(() => new RetryLater(600));
    expect(await verdicts).toMatchObject([{ verdict: 'owned' }]);
    expect(at.slice(1).map((each, index) => each - (at[index] ?? 0))).toEqual([600, 600, 600]);
    expect(deps.temporal.handedOver).toMatchObject([{ tries: 4, afterMs: 600, failure: { type: 'RetryLater' } }]);
  });

  it('uses up the tries of its route: after the last there is nothing to wait for', async () => {
    const { deps, verdicts } = tried(() => new RetryLater(100), { maximumAttempts: 2 });
    expect(await verdicts).toMatchObject([{ verdict: 'owned' }]);
    expect(deps.temporal.handedOver).toMatchObject([{ tries: 2 }]);
    expect(deps.temporal.handedOver[0]).not.toHaveProperty('afterMs');
  });

  it('has its event left with the policy "processed" when the window is over before', async () => {
    const { at, verdicts } = tried(() => new RetryLater('1 hour'), {}, { confirmPolicy: 'processed' });
    expect(await verdicts).toMatchObject([{ verdict: 'left', unfinished: true }]);
    expect(at).toHaveLength(1);
  });
});

it.each(['owned', 'processed'])(
  'a handler that throws Park has its event handed over to be parked: %s',
  async (confirmPolicy) => {
    const { deps, at, verdicts } = tried(() => new Park('for somebody'), {}, { confirmPolicy });
    expect(await verdicts).toMatchObject([{ verdict: 'owned' }]);
    expect(at).toHaveLength(1);
    const failure = { type: 'Park', message: 'for somebody' };
    expect(deps.temporal.handedOver).toMatchObject([{ tries: 1, park: true, failure }]);
  },
);
