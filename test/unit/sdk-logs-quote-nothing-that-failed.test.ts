import { ApplicationFailure } from '@temporalio/common';
import { UnknownEncryptionKey } from '../../src/codec/errors';
import { fitMessage, fitMeta } from '../../src/worker/sdk-logs';

const CANARY = 'canary-93be44';

describe('a line of the SDK', () => {
  it('says of a failure its type and nothing else', () => {
    const error = ApplicationFailure.create({
      message: CANARY,
      type: 'Declined',
      details: [CANARY],
      cause: new Error(CANARY),
    });
    const meta = fitMeta({ activityType: 'handleEvent', workflowId: 'w', error });
    expect(meta).toEqual({ activityType: 'handleEvent', workflowId: 'w', error: { type: 'Declined' } });
    expect(fitMeta({ error: new SyntaxError(CANARY) })).toEqual({ error: { type: 'SyntaxError' } });
  });

  it('holds no task, failure or completion, written out or not', () => {
    const meta = {
      task: CANARY,
      taskEncoded: CANARY,
      failure: CANARY,
      completion: CANARY,
      attempt: 2,
      jobs: [{ CANARY }],
      start: { CANARY },
    };
    expect(fitMeta(meta)).toEqual({ attempt: 2 });
  });

  it('does not end with the message of an error', () => {
    expect(fitMessage(`Error while processing ActivityTask.start: ${CANARY}\n${CANARY}`)).toBe(
      'Error while processing ActivityTask.start',
    );
  });

  it('keeps the messages that are ours', () => {
    const unknown = new UnknownEncryptionKey('k1', []);
    expect(fitMeta({ activityType: 'handleEvent', error: unknown })).toMatchObject({
      error: { message: unknown.message },
    });
    const halted = ApplicationFailure.create({ message: 'VOD refused', type: 'VodConfiguration' });
    expect(fitMeta({ activityType: 'pump', error: halted })).toMatchObject({ error: { message: 'VOD refused' } });
  });

  it('does not take a handler’s message for ours because its failure has the name', () => {
    const error = ApplicationFailure.create({ message: CANARY, type: 'InvalidInput' });
    expect(fitMeta({ activityType: 'handleEvent', error })).toEqual({
      activityType: 'handleEvent',
      error: { type: 'InvalidInput' },
    });
  });

  it('keeps what the core says of its connection', () => {
    expect(fitMeta({ error: 'transport error' })).toEqual({ error: 'transport error' });
  });
});
