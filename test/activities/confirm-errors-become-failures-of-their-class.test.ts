import type { FaultKind } from '../../src/testing';
import { confirming } from './confirm-support';
import { applicationFailureOf } from './support';

const CASES: [type: string, nonRetryable: boolean, kind: FaultKind, code: string | undefined][] = [
  ['VodTransient', false, { error: 'InternalError' }, 'InternalError'],
  ['VodTransient', false, { error: 'FailedOperation' }, 'FailedOperation'],
  ['VodThrottled', false, { error: 'RequestLimitExceeded' }, 'RequestLimitExceeded'],
  ['VodConfiguration', true, { error: 'AuthFailure.SecretIdNotFound' }, 'AuthFailure.SecretIdNotFound'],
  ['VodConfiguration', true, { error: 'UnauthorizedOperation' }, 'UnauthorizedOperation'],
  ['VodConfiguration', true, { error: 'InvalidParameterValue.SubAppId' }, 'InvalidParameterValue.SubAppId'],
  ['VodBug', true, { error: 'MissingParameter' }, 'MissingParameter'],
  ['VodUnknown', false, { error: 'CodeOfNextYear' }, 'CodeOfNextYear'],
  ['VodUnreachable', false, { httpStatus: 503 }, undefined],
  ['VodUnreachable', false, 'hang', undefined],
];

describe('a confirm that fails', () => {
  it.each(CASES)('is %s (non-retryable: %p) for %j', async (type, nonRetryable, kind, code) => {
    // Only what never answers is waited for in vain.
    const { emulator, confirm, deliver } = await confirming({}, kind === 'hang' ? { confirmTimeoutMs: 200 } : {});
    const handles = await deliver(3);
    emulator.fault({ api: 'ConfirmEvents', kind });
    const failure = await applicationFailureOf(confirm(handles));
    expect(failure).toMatchObject({ type, nonRetryable });
    const requestId: unknown = code === undefined ? undefined : expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(failure.details).toEqual([{ code, requestId, outstanding: [0, 1, 2], refused: [] }]);
    expect(failure.message).not.toContain(handles[0]);
  });

  it('asks to be repeated later when VOD wants fewer calls', async () => {
    const { emulator, confirm, deliver } = await confirming();
    const handles = await deliver(1);
    emulator.fault({ api: 'ConfirmEvents', kind: { error: 'RequestLimitExceeded' } });
    expect((await applicationFailureOf(confirm(handles))).nextRetryDelay).toBe(1_000);
  });

  it.each(['InvalidParameterValue', 'InvalidParameter', 'InvalidParameterValue.EventHandles', 'ResourceNotFound'])(
    'with %s on a single handle is no failure: the handle is refused',
    async (error) => {
      const { emulator, confirm, deliver, calls } = await confirming();
      const handles = await deliver(1);
      emulator.fault({ api: 'ConfirmEvents', kind: { error } });
      expect(await confirm(handles)).toEqual({ refused: [0] });
      expect(calls()).toEqual([1]);
    },
  );

  it('for several causes at once is the one that a person must mend', async () => {
    const { emulator, confirm, deliver, told } = await confirming();
    const handles = await deliver(40);
    emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InternalError' }, times: 2 });
    emulator.fault({ api: 'ConfirmEvents', kind: { error: 'UnauthorizedOperation' } });
    const failure = await applicationFailureOf(confirm(handles));
    expect(failure).toMatchObject({ type: 'VodConfiguration' });
    expect(failure.details).toMatchObject([{ code: 'UnauthorizedOperation', outstanding: [...handles.keys()] }]);
    // A line for each, however many calls failed.
    const lines = told.happenings.filter(({ name }) => name === 'confirm:call:failed');
    expect(lines.map(({ payload }) => payload)).toMatchObject([
      { code: 'InternalError', calls: 2 },
      { code: 'UnauthorizedOperation', calls: 1 },
    ]);
  });
});
