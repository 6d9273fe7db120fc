import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { Beginnings } from '../../src/activities/beginnings';
import { BATCH_WORKFLOW } from '../../src/core/contract';
import { MAX_BATCH_BYTES } from '../../src/core/defaults';
import { deadlineOf } from '../../src/core/window';
import { event, events, INVALID_ARGUMENT, serverError, SOURCE, TASK_QUEUE, UNAVAILABLE } from './support';
import { allDone, pumpFor, pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('what a turn of the pump pulled', () => {
  it('is one batch, as VOD returned it but for unused members, with the time at which it arrived', async () => {
    const startedAt = Date.now();
    const list = events(3);
    const system = pumping([{ events: list.map((raw) => ({ ...raw, SomeOtherEvent: null })), afterMs: 700 }]);
    await pumpFor(2_000, system);
    expect(system.batches()).toEqual([
      { version: 1, source: SOURCE, pulledAt: expect.any(Number), ageMs: expect.any(Number), events: list },
    ]);
    const [{ pulledAt = 0 } = {}] = system.batches();
    expect(pulledAt).toBeLessThanOrEqual(startedAt + 700);
    expect(pulledAt).toBeGreaterThanOrEqual(startedAt);
    expect(system.temporal.asked).toMatchObject([
      {
        type: BATCH_WORKFLOW,
        options: { taskQueue: TASK_QUEUE, requestEagerStart: true },
        deadline: deadlineOf(pulledAt),
      },
    ]);
    expect(system.temporal.asked[0]?.options.workflowId).toMatch(new RegExp(`^vod-batch/${SOURCE}/`));
  });

  it('is one batch of everything that came at about the same time', async () => {
    const full = (name: string): { events: object[]; afterMs: number } => ({
      events: events(16).map((raw, index) => ({ ...raw, EventHandle: `${name}-${index}` })),
      afterMs: 50,
    });
    const system = pumping([full('a'), full('b'), full('c')]);
    await pumpFor(2_000, system);
    expect(system.batches().map(({ events: list }) => list.length)).toEqual([48]);
  });

  it('is several batches when it is too large for one', async () => {
    const large = ['a', 'b', 'c'].map((name) => ({ ...event(name), Text: 'ä'.repeat(MAX_BATCH_BYTES / 4) }));
    const system = pumping([{ events: large }]);
    await pumpFor(2_000, system);
    expect(system.batches().map(({ events: list }) => list.length)).toEqual([1, 1, 1]);
    expect(new Set(system.temporal.asked.map(({ options }) => options.workflowId)).size).toBe(3);
    for (const batch of system.batches())
      expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(2 * 1024 * 1024);
  });

  it('is started again under the same id while Temporal is unavailable', async () => {
    const system = pumping([{ events: events(2) }]);
    system.temporal.refuse = (_start, attempt) =>
      attempt < 4 ? serverError(UNAVAILABLE, 'connection lost') : undefined;
    await pumpFor(20_000, system);
    expect(system.temporal.asked).toHaveLength(4);
    expect(new Set(system.temporal.asked.map(({ options }) => options.workflowId)).size).toBe(1);
    expect(system.reports.at(-1)).toMatchObject({ batches: 1, done: 2, left: 0 });
  });

  it('is followed when an answer was lost and it had been started', async () => {
    const system = pumping([{ events: events(2) }]);
    system.temporal.refuse = ({ options }, attempt) =>
      attempt === 1
        ? serverError(UNAVAILABLE, 'connection lost')
        : new WorkflowExecutionAlreadyStartedError('Already started', String(options.workflowId), BATCH_WORKFLOW);
    system.temporal.resultOf = (start) => Promise.resolve(allDone(start));
    await pumpFor(5_000, system);
    expect(system.temporal.asked).toHaveLength(2);
    expect(system.reports.at(-1)).toMatchObject({ batches: 1, done: 2 });
  });

  it('is left at once, loudly and without its payload, when Temporal will never take it', async () => {
    const system = pumping([{ events: [event('a-secret-task')] }]);
    system.temporal.refuse = () => serverError(INVALID_ARGUMENT, 'Blob data size exceeds limit.');
    await pumpFor(5_000, system);
    expect(system.temporal.asked).toHaveLength(1);
    expect(system.reports.at(-1)).toMatchObject({ left: 1, openBatches: 0 });
    expect(system.log.lines).toMatchObject([
      {
        level: 'error',
        meta: { source: SOURCE, events: 1, types: ['PullComplete'], error: 'Blob data size exceeds limit.' },
      },
    ]);
    expect(JSON.stringify(system.log.lines)).not.toContain('a-secret-task');
  });

  it('is left when Temporal does not take it within the window', async () => {
    const beginnings = new Beginnings();
    const system = pumping([{ events: events(2) }], { beginnings });
    system.temporal.refuse = () => serverError(UNAVAILABLE, 'connection lost');
    await pumpFor(40_000, system);
    const [{ at = 0, deadline = 0 } = {}] = system.temporal.asked;
    for (const attempt of system.temporal.asked) expect(attempt.at).toBeLessThan(deadline);
    expect(deadline - at).toBeLessThanOrEqual(28_000);
    expect(system.reports.at(-1)).toMatchObject({ left: 2, openBatches: 0 });
    const batch = String(system.temporal.asked[0]?.options.workflowId);
    beginnings.begin(batch, Date.now());
    expect(beginnings.take(batch)).toBeUndefined();
  });
});

it('elements of an EventSet that are no events do no harm, not even when their batch is refused', async () => {
  const odd = [null, 7, 'text', []] as object[];
  const taken = pumping([{ events: odd, afterMs: 10 }]);
  await pumpFor(1_000, taken);
  expect(taken.batches()).toMatchObject([{ events: odd }]);

  const refused = pumping([{ events: odd, afterMs: 10 }]);
  refused.temporal.refuse = () => serverError(INVALID_ARGUMENT, 'no');
  await pumpFor(1_000, refused);
  expect(refused.reports.at(-1)).toMatchObject({ left: 4 });
  expect(refused.log.lines).toMatchObject([{ level: 'error', message: expect.stringMatching(/could not be started/) }]);
});
