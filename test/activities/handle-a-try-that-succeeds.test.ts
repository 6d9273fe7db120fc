import { SOURCE, environment, event, inFakeTime } from './support';
import { handling, ID, KEY } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a try of an owned event that succeeds', () => {
  it('ends the activity', async () => {
    const handler = jest.fn();
    const { handle } = handling({ PullComplete: handler });
    await inFakeTime(handle());
    expect(handler).toHaveBeenCalledTimes(1);
    expect(handler).toHaveBeenCalledWith(
      { key: KEY, type: 'PullComplete', payload: event('a').PullCompleteEvent, source: SOURCE },
      expect.objectContaining({ attempt: 1 }),
    );
  });

  it.each([
    [0, 1, 1],
    [3, 1, 4],
    [3, 2, 5],
  ])(
    'knows which one it is: %i failed before, attempt %i of the activity, so it is try %i',
    async (tries, attempt, expected) => {
      const handler = jest.fn();
      const { handle } = handling({ PullComplete: handler });
      await inFakeTime(handle({ tries }, environment({ attempt })));
      expect(handler).toHaveBeenCalledWith(expect.anything(), expect.objectContaining({ attempt: expected }));
    },
  );

  it('logs with the names of the event', async () => {
    const { handle, log } = handling({
      PullComplete: (_event: unknown, context: { log: { info: (message: string, meta: object) => void } }) =>
        context.log.info('working', { step: 1, key: 'not yours' }),
    });
    await inFakeTime(handle({ tries: 1 }));
    expect(log.lines).toEqual([
      {
        level: 'info',
        message: 'working',
        meta: { step: 1, source: SOURCE, key: KEY, eventType: 'PullComplete', attempt: 2 },
      },
    ]);
  });

  it('is not run again when its activity is, because the answer was lost', async () => {
    const handler = jest.fn();
    const { handle, runs } = handling({ PullComplete: handler });
    await inFakeTime(handle());
    await inFakeTime(handle({}, environment({ attempt: 2 })));
    expect(handler).toHaveBeenCalledTimes(1);
    expect(runs.find(ID)).toBeDefined();
  });
});
