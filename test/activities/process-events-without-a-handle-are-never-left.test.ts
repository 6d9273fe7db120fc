import { createProcessEvents } from '../../src/activities/process';
import {
  applicationFailureOf,
  batchOf,
  environment,
  event,
  inFakeTime,
  INVALID_ARGUMENT,
  never,
  processDeps,
  serverError,
  submitted,
  run,
} from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const cast = { EventType: 'MediaCastStatusChanged', MediaCastStatusChangedEvent: { CastId: 'c', Status: 'Working' } };

describe('an event that was submitted without a handle', () => {
  it('is handled like any other', async () => {
    const handler = jest.fn();
    const deps = processDeps({ '*': handler });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([submitted('a')])));
    expect(verdicts).toMatchObject([{ verdict: 'done' }]);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('waits, with its batch, for a worker that serves its source; one with a handle comes again by itself', async () => {
    const process = createProcessEvents(processDeps({ '*': jest.fn() }));
    const failureOf = (events: object[]) =>
      applicationFailureOf(run(environment(), process, { ...batchOf(events), source: 'another' }));
    const awaited = { type: 'UnknownSource', nonRetryable: false, nextRetryDelay: 60_000 };
    expect(await failureOf([event('a'), submitted('b')])).toMatchObject(awaited);
    expect(await failureOf([event('a')])).toMatchObject({ type: 'UnknownSource', nonRetryable: true });
  });

  it('is handed over when its handler is slow', async () => {
    const deps = processDeps({ '*': never });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([submitted('a')])));
    expect(verdicts).toMatchObject([{ verdict: 'owned' }]);
  });

  it('fails the activity, to be tried again, when it can neither be handled nor handed over', async () => {
    const deps = processDeps({ '*': never });
    deps.temporal.refuse = () => serverError(INVALID_ARGUMENT, 'no');
    const failed = applicationFailureOf(run(environment(), createProcessEvents(deps), batchOf([submitted('a')])));
    expect(await inFakeTime(failed)).toMatchObject({ type: 'HandOverFailed', nonRetryable: false });
  });

  it('is told from its equals, if it has no natural identity, by where it stands in the batch', async () => {
    const handler = jest.fn();
    const deps = processDeps({ '*': handler });
    const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batchOf([cast, cast])));
    expect(verdicts[0]?.key).not.toBe(verdicts[1]?.key);
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it('has the same key in every attempt of its batch, and another in another batch', async () => {
    const deps = processDeps({ '*': () => {} });
    const keyIn = async (info: Parameters<typeof environment>[0]): Promise<string | undefined> =>
      (await inFakeTime(run(environment(info), createProcessEvents(deps), batchOf([cast]))))[0]?.key;
    const workflowExecution = { workflowId: 'a-batch', runId: 'a-run' };
    const key = await keyIn({ workflowExecution });
    expect(await keyIn({ workflowExecution, attempt: 2, activityId: 'later' })).toBe(key);
    expect(await keyIn({ workflowExecution: { ...workflowExecution, workflowId: 'another' } })).not.toBe(key);
  });
});
