import { applicationFailureOf, environment, inFakeTime, never } from './support';
import { handling, heedful } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const failing = { handler: () => Promise.reject(new Error('no')), retry: { maximumAttempts: 2 } };

describe('the failure that parks an event', () => {
  it.each([
    ['of a handler whose tries are used up', { PullComplete: failing }, { tries: 1 }],
    ['of an event that cannot be read', { '*': failing }, { event: null }],
    ['of tries that were used up in the batch', { PullComplete: failing }, { tries: 2 }],
    ['of a handler that ignores its signal', { PullComplete: { handler: never, timeout: '1s' } }, {}],
  ])('(%s) says after how long to report it, as the worker is set to', async (_why, routes, more) => {
    const details = async (parkedReportAfterMs?: number): Promise<unknown> =>
      (await inFakeTime(applicationFailureOf(handling(routes, { parkedReportAfterMs }).handle(more)))).details?.[0];
    expect(await details(90_000)).toMatchObject({ reportAfterMs: 90_000 });
    expect(await details()).not.toHaveProperty('reportAfterMs');
  });

  it('is the only one that does', async () => {
    const { handle } = handling({ PullComplete: { handler: heedful, timeout: '1s' } }, { parkedReportAfterMs: 90_000 });
    const failure = await inFakeTime(applicationFailureOf(handle({}, environment())));
    expect(failure).toMatchObject({ nonRetryable: false });
    expect(failure.details?.[0]).toEqual({ tries: 1 });
  });
});
