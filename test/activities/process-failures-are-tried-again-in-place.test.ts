import { createProcessEvents } from '../../src/activities/process';
import { IN_PLACE_PAUSES_MS } from '../../src/core/defaults';
import { batchOf, environment, event, inFakeTime, processDeps, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('an event whose handler fails', () => {
  it.each([1, 2, 3])(
    '%i times and then succeeds within the budget is done, after pauses that grow',
    async (failures) => {
      const tries: { at: number; attempt: number }[] = [];
      const deps = processDeps({
        PullComplete: (_event: unknown, { attempt }: { attempt: number }) => {
          tries.push({ at: Date.now(), attempt });
          if (tries.length <= failures) throw new Error('not yet');
        },
      });
      const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
      expect(verdicts).toMatchObject([{ verdict: 'done' }]);
      expect(tries.map(({ attempt }) => attempt)).toEqual(
        Array.from({ length: failures + 1 }, (_, index) => index + 1),
      );
      const pauses = tries.slice(1).map(({ at }, index) => at - (tries[index]?.at ?? 0));
      expect(pauses).toEqual(IN_PLACE_PAUSES_MS.slice(0, failures));
      expect(deps.temporal.asked).toEqual([]);
    },
  );

  it('holds nothing up: the others of the batch are handled meanwhile', async () => {
    const doneAt: Record<string, number> = {};
    const deps = processDeps({
      PullComplete: ({ payload }: { payload: { TaskId: string } }, { attempt }: { attempt: number }) => {
        if (payload.TaskId === 'flaky' && attempt === 1) throw new Error('not yet');
        doneAt[payload.TaskId] = Date.now();
      },
    });
    await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('flaky'), event('fine')])));
    expect(doneAt.fine).toBeLessThan(doneAt.flaky ?? 0);
  });
});
