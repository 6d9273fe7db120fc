import { createProcessEvents } from '../../src/activities/process';
import { batchOf, environment, event, events, inFakeTime, processDeps, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('the events of a batch that some process may have begun already', () => {
  it('are handed over without being started here, so that the server sees to it that none is handled twice', async () => {
    const handler = jest.fn();
    const deps = processDeps({ PullComplete: handler });
    const verdicts = await inFakeTime(
      run(environment(), createProcessEvents(deps), batchOf(events(5), { begunBefore: true })),
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(Array(5).fill('owned'));
    expect(handler).not.toHaveBeenCalled();
    expect(deps.temporal.handedOver).toHaveLength(5);
  });

  it('that nobody wants are done all the same', async () => {
    const deps = processDeps({ NewFileUpload: () => {} });
    const verdicts = await inFakeTime(
      run(environment(), createProcessEvents(deps), batchOf([event('a')], { begunBefore: true })),
    );
    expect(verdicts).toMatchObject([{ verdict: 'done' }]);
    expect(deps.temporal.asked).toEqual([]);
  });
});
