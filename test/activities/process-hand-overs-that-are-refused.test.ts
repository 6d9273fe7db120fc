import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { createProcessEvents } from '../../src/activities/process';
import { CONFIRM_RESERVE_MS } from '../../src/core/defaults';
import { EVENT_WORKFLOW } from '../../src/core/contract';
import { deadlineOf } from '../../src/core/window';
import {
  batchOf,
  environment,
  event,
  events,
  inFakeTime,
  INVALID_ARGUMENT,
  processDeps,
  serverError,
  UNAVAILABLE,
  run,
} from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const slowRoute = { PullComplete: { handler: () => {}, quick: false } };

describe('a hand-over', () => {
  it('of an event that has a workflow already leaves it owned', async () => {
    const deps = processDeps(slowRoute);
    deps.temporal.refuse = ({ options }) =>
      new WorkflowExecutionAlreadyStartedError('Already started', String(options.workflowId), EVENT_WORKFLOW);
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(verdicts).toMatchObject([{ verdict: 'owned' }]);
    expect(deps.temporal.asked).toHaveLength(1);
    expect(deps.log.lines).toEqual([]);
  });

  it('that the server will never take is given up at once: the event is left, and logged without its payload', async () => {
    const deps = processDeps(slowRoute);
    deps.temporal.refuse = () => serverError(INVALID_ARGUMENT, 'Blob data size exceeds limit.');
    const raw = event('a-secret-task');
    const startedAt = Date.now();
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([raw])));
    expect(verdicts).toMatchObject([{ verdict: 'left' }]);
    expect(deps.temporal.asked).toHaveLength(1);
    expect(Date.now() - startedAt).toBeLessThan(100);
    expect(deps.log.lines).toMatchObject([
      {
        level: 'error',
        meta: { key: verdicts[0]?.key, eventType: 'PullComplete', error: 'Blob data size exceeds limit.' },
      },
    ]);
    expect(deps.log.lines[0]?.meta.eventBytes).toBe(Buffer.byteLength(JSON.stringify(raw)));
    expect(JSON.stringify(deps.log.lines)).not.toContain('a-secret-task');
  });

  it('that is refused for one event holds up no other', async () => {
    const deps = processDeps(slowRoute);
    deps.temporal.refuse = (_start, attempt) => (attempt === 2 ? serverError(INVALID_ARGUMENT, 'no') : undefined);
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(events(3))));
    expect(verdicts.map(({ verdict }) => verdict).sort()).toEqual(['left', 'owned', 'owned']);
  });

  it('is tried again while the server is unavailable', async () => {
    const deps = processDeps(slowRoute);
    deps.temporal.refuse = (_start, attempt) =>
      attempt <= 3 ? serverError(UNAVAILABLE, 'connection lost') : undefined;
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([event('a')])));
    expect(verdicts).toMatchObject([{ verdict: 'owned' }]);
    expect(deps.temporal.asked).toHaveLength(4);
    expect(new Set(deps.temporal.asked.map(({ options }) => options.workflowId)).size).toBe(1);
  });

  it('is tried, ever more rarely, until only the time for the confirm is left; then the event is left', async () => {
    const deps = processDeps(slowRoute);
    deps.temporal.refuse = () => serverError(UNAVAILABLE, 'connection lost');
    const batch = batchOf([event('a')]);
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batch));
    const end = deadlineOf(batch.pulledAt) - CONFIRM_RESERVE_MS;
    expect(verdicts).toMatchObject([{ verdict: 'left' }]);
    expect(Date.now()).toBeLessThanOrEqual(end + 10);
    expect(Date.now()).toBeGreaterThan(end - 3_000);
    expect(deps.temporal.asked.length).toBeGreaterThan(8);
    expect(deps.temporal.asked.length).toBeLessThan(40);
    for (const { at, deadline } of deps.temporal.asked) expect(deadline).toBeLessThanOrEqual(Math.max(end, at + 100));
    expect(deps.log.lines).toHaveLength(1);
  });

  it('that is not answered ends in time for the confirm of the others: a worker’s connection tries again past the deadline', async () => {
    const deps = processDeps({ ...slowRoute, '*': () => {} });
    deps.temporal.refuse = () => new Promise((resolve) => setTimeout(resolve, 60_000));
    const batch = batchOf([event('a'), { EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: ['b'] } }]);
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batch));
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['left', 'done']);
    expect(Date.now()).toBeLessThanOrEqual(deadlineOf(batch.pulledAt) - CONFIRM_RESERVE_MS + 10);
    expect(deps.log.lines).toMatchObject([
      {
        level: 'error',
        meta: { key: verdicts[0]?.key, error: expect.stringMatching(/^No answer within \d+\.?\d* s\.$/) },
      },
    ]);
  });
});

describe('hand-overs under way at once', () => {
  it('are bounded, and all of them come about', async () => {
    let underWay = 0;
    let most = 0;
    const deps = processDeps(slowRoute, { maxHandOvers: 5 });
    deps.temporal.refuse = async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 20));
      underWay--;
    };
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(events(64))));
    expect(verdicts.every(({ verdict }) => verdict === 'owned')).toBe(true);
    expect(most).toBe(5);
    expect(deps.temporal.handedOver).toHaveLength(64);
  });

  it('that find no slot in time leave their events, and say so', async () => {
    const deps = processDeps(slowRoute, { maxHandOvers: 1 });
    // One that is not answered keeps its slot: it may still burden the server.
    deps.temporal.refuse = () => new Promise((resolve) => setTimeout(resolve, 60_000));
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(events(2))));
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['left', 'left']);
    expect(deps.temporal.asked).toHaveLength(1);
    const error = 'too many hand-overs were under way until the time was over';
    expect(deps.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', meta: expect.objectContaining({ key: verdicts[1]?.key, error }) }),
    );
    expect(deps.handOvers.taken).toBe(1);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(deps.handOvers.taken).toBe(0);
  });
});
