import { CancelledFailure } from '@temporalio/common';
import { VodCallError } from '../../src/vod/errors';
import { applicationFailureOf, environment, event, failureOf, inFakeTime, SOURCE } from './support';
import { allDone, pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const memory = { remembered: ['a-key'], unfinished: { another: 2 } };

describe('what a pump knows of deliveries to come goes with the way it ends:', () => {
  it('in the details of its cancellation', async () => {
    const system = pumping([{ events: [event('a')], afterMs: 10 }]);
    const env = environment();
    const ended = failureOf(system.pump({ memory }, env));
    await jest.advanceTimersByTimeAsync(1_000);
    env.cancel();
    const failure = await inFakeTime(ended);
    expect(failure).toBeInstanceOf(CancelledFailure);
    expect((failure as CancelledFailure).details).toEqual([{ memory }]);
  });

  it('in the details of the failure that halts it', async () => {
    const what = 'no';
    const error = new VodCallError({ api: 'PullEvents', source: SOURCE, errorClass: 'configuration', what, code: 'C' });
    const system = pumping([{ error }]);
    const failure = await inFakeTime(applicationFailureOf(system.pump({ memory })));
    expect(failure.details).toEqual([{ code: 'C', requestId: undefined, memory }]);
  });

  it('with what the batches that were open when it halted could not confirm', async () => {
    const error = new VodCallError({ api: 'PullEvents', source: SOURCE, errorClass: 'configuration', what: 'no' });
    const system = pumping([{ events: [event('a')], afterMs: 10 }, { error }]);
    system.temporal.resultOf = (start) =>
      new Promise((resolve) => {
        setTimeout(() => resolve({ ...allDone(start), confirmed: 0, unconfirmed: ['late-key'] }), 5_000);
      });
    const failure = await inFakeTime(applicationFailureOf(system.pump()));
    expect(failure.details?.[0]).toMatchObject({ memory: { remembered: ['late-key'] } });
    expect(system.log.lines[0]).toMatchObject({ level: 'error', message: expect.stringMatching(/^The pump halts/) });
  });

  it('as its result, when a probe went well', async () => {
    const system = pumping([{ events: [], afterMs: 1_000 }]);
    expect(await inFakeTime(system.pump({ memory, probe: true }))).toEqual(memory);
  });
});
