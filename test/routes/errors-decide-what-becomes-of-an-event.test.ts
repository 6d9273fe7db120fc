import { Park, RetryLater } from '../../src/routes/decisions';
import { untilParked } from '../support/parked';
import { startSystem, until, type System } from '../support/system';
import { batch, ownerOf } from './batches';

const pulled = (TaskId: string) => ({ EventType: 'PullComplete', PullCompleteEvent: { TaskId } });

describe('an error of a handler', () => {
  let system: System;
  const tries: { taskId: string; at: number; attempt: number }[] = [];
  const of = (taskId: string) => tries.filter((each) => each.taskId === taskId);

  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      quickBudgetMs: 500,
      routes: {
        PullComplete: {
          handler: ({ payload }: { payload: { TaskId: string } }, { attempt }: { attempt: number }) => {
            tries.push({ taskId: payload.TaskId, at: Date.now(), attempt });
            if (payload.TaskId.startsWith('park')) throw new Park('somebody has to look at it');
            if (payload.TaskId === 'later' && attempt < 3) throw new RetryLater('1500ms');
          },
          // So long that only the handler's own word makes the test end.
          retry: { initialInterval: '1 hour', maximumInterval: '1 hour' },
        },
      },
    });
  });
  afterAll(() => system.stop());

  it('that is a Park parks the event after that one try, with the reason, until it is retried', async () => {
    expect(await batch(system, [pulled('park')])).toMatchObject({ owned: 1 });
    const owner = ownerOf(system, pulled('park'));
    const { since } = await untilParked(owner);
    expect(of('park')).toHaveLength(1);
    await owner.signal('retry');
    expect(await untilParked(owner, since)).toMatchObject({
      tries: 1,
      failure: { type: 'Park', message: 'somebody has to look at it' },
    });
    expect(of('park')).toHaveLength(2);
  });

  it('that is a RetryLater makes the next try come after that pause, in the batch and beyond it', async () => {
    expect(await batch(system, [pulled('later')])).toMatchObject({ owned: 1 });
    expect(await ownerOf(system, pulled('later')).result()).toEqual({ state: 'done', tries: 1 });
    const [first, second, third] = await until('three tries', () => of('later').length === 3 && of('later'));
    expect([first, second, third].map((each) => each?.attempt)).toEqual([1, 2, 3]);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_450);
    expect((third?.at ?? 0) - (second?.at ?? 0)).toBeGreaterThanOrEqual(1_450);
  });
});
