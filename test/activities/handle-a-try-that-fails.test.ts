import { ApplicationFailureCategory } from '@temporalio/common';
import { applicationFailureOf, environment, inFakeTime } from './support';
import { handling } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

class NoDatabase extends Error {
  override readonly name = 'NoDatabase';
}
const handler = jest.fn(() => Promise.reject(new NoDatabase('down')));
beforeEach(() => handler.mockClear());

describe('a try of an owned event that fails', () => {
  it('leaves with the handler’s error, the tries so far, and may be repeated', async () => {
    const { handle } = handling({ PullComplete: handler });
    const failure = await inFakeTime(applicationFailureOf(handle({ tries: 2 }, environment({ attempt: 3 }))));
    expect(failure).toMatchObject({
      type: 'NoDatabase',
      message: 'down',
      nonRetryable: false,
      details: [{ tries: 5 }],
    });
  });

  it('is the event’s affair and no trouble of the worker', async () => {
    const { handle } = handling({ PullComplete: handler });
    const failure = await inFakeTime(applicationFailureOf(handle()));
    expect(failure.category).toBe(ApplicationFailureCategory.BENIGN);
  });

  it.each([
    [1, 500, 1_000],
    [2, 1_500, 3_000],
    [3, 3_500, 7_000],
    [8, 3_500, 7_000],
  ])('(try %i) asks for the pause that its route wants: %i to %i ms', async (attempt, least, most) => {
    const retry = { initialInterval: '1s', backoffCoefficient: 3, maximumInterval: '7s', maximumAttempts: 100 };
    const { handle } = handling({ PullComplete: { handler, retry } });
    const failure = await inFakeTime(applicationFailureOf(handle({}, environment({ attempt }))));
    expect(failure.nextRetryDelay).toBeGreaterThanOrEqual(least);
    expect(failure.nextRetryDelay).toBeLessThanOrEqual(most);
  });

  it('is a new try of the handler when the activity is attempted again', async () => {
    const { handle } = handling({ PullComplete: handler });
    await inFakeTime(applicationFailureOf(handle()));
    await inFakeTime(applicationFailureOf(handle({}, environment({ attempt: 2 }))));
    expect(handler).toHaveBeenCalledTimes(2);
  });
});

describe('the last try that a route allows', () => {
  it.each([
    [0, 3],
    [2, 1],
  ])('(%i before, attempt %i, of 3) is not repeated when it fails', async (tries, attempt) => {
    const { handle } = handling({ PullComplete: { handler, retry: { maximumAttempts: 3 } } });
    const failure = await inFakeTime(applicationFailureOf(handle({ tries }, environment({ attempt }))));
    expect(failure).toMatchObject({ type: 'NoDatabase', message: 'down', nonRetryable: true, details: [{ tries: 3 }] });
  });

  it('may have been in the batch: then the event is parked with that failure and not tried again', async () => {
    const { handle } = handling({ PullComplete: { handler, retry: { maximumAttempts: 3 } } });
    const before = { type: 'Before', message: 'in the batch', at: 1 };
    const failure = await inFakeTime(applicationFailureOf(handle({ tries: 3, failure: before })));
    expect(failure).toMatchObject({
      type: 'Before',
      message: 'in the batch',
      nonRetryable: true,
      details: [{ tries: 3 }],
    });
    expect(handler).not.toHaveBeenCalled();
  });

  it('follows the route of now, not that of when the event was handed over', async () => {
    const { handle } = handling({ PullComplete: { handler, retry: { maximumAttempts: 20 } } });
    const before = { type: 'Before', message: 'in the batch', at: 1 };
    expect(await inFakeTime(applicationFailureOf(handle({ tries: 10, failure: before })))).toMatchObject({
      nonRetryable: false,
    });
    expect(handler).toHaveBeenCalledTimes(1);
  });
});
