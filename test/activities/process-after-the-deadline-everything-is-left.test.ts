import { createProcessEvents } from '../../src/activities/process';
import { WINDOW_MS } from '../../src/core/defaults';
import { eventKey } from '../../src/vod/event-key';
import { batchOf, environment, event, events, inFakeTime, processDeps, submitted, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const LATE = { pulledAt: Date.now() - WINDOW_MS };

describe('a batch that is begun after the deadline', () => {
  it('leaves its events to VOD, which delivers them again, and starts nothing', async () => {
    const handler = jest.fn();
    const deps = processDeps({ '*': handler });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(events(20), LATE)));
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(Array(20).fill('left'));
    expect(handler).not.toHaveBeenCalled();
    expect(deps.temporal.asked).toEqual([]);
    expect(deps.told.steps.filter(({ metric }) => metric === 'vod_events_unrouted')).toEqual([]);
  });

  it('still handles events that VOD would not deliver again', async () => {
    const handler = jest.fn();
    const deps = processDeps({ '*': handler });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([submitted('a')], LATE)));
    expect(verdicts).toMatchObject([{ verdict: 'done' }]);
    expect(handler).toHaveBeenCalledTimes(1);
  });
});

describe('events that were processed before and are only to be confirmed', () => {
  it('are done without being handled again', async () => {
    const handler = jest.fn();
    const deps = processDeps({ '*': handler });
    const [known, other] = [event('known'), event('other')];
    const confirmOnly = [eventKey(known, 'any'), 'a key of no event'];
    const verdicts = await inFakeTime(
      run(environment(), createProcessEvents(deps), batchOf([known, other], { confirmOnly })),
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['done', 'done']);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(handler).toHaveBeenCalledWith(
      expect.objectContaining({ payload: other.PullCompleteEvent }),
      expect.anything(),
    );
  });
});
