import { ApplicationFailure, type DataConverter } from '@temporalio/common';
import {
  decodeOptionalFailureToOptionalError,
  encodeErrorToFailure,
  loadDataConverter,
} from '@temporalio/common/lib/internal-non-workflow';
import { vodEventsDataConverter } from '../../src/codec/data-converter';
import { UnknownEncryptionKey } from '../../src/codec/errors';
import { ringOf } from './codec-support';

const CANARY = 'canary-93be44';
const cause = new TypeError(`the cause: ${CANARY}`);
const failure = ApplicationFailure.create({ message: CANARY, type: 'Declined', details: [{ CANARY }], cause });
const stored = async (converter: DataConverter, error: unknown): Promise<string> => {
  const { message, stackTrace, ...more } = await encodeErrorToFailure(loadDataConverter(converter), error);
  // Bytes as text: what is found in it could be found in the history.
  return JSON.stringify({ message, stackTrace, ...more }, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
};
const withKeys = vodEventsDataConverter({ keys: ringOf('k1') });

describe('a failure', () => {
  it('has message, stack, details and causes encrypted when there are keys, and keeps its type', async () => {
    const text = await stored(withKeys, failure);
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain('failures-are-encoded');
    expect(text).toContain('Declined');
  });

  it('is the same again for whoever has the keys', async () => {
    const loaded = loadDataConverter(withKeys);
    const back = await decodeOptionalFailureToOptionalError(loaded, await encodeErrorToFailure(loaded, failure));
    expect(back).toMatchObject({
      message: CANARY,
      type: 'Declined',
      details: [{ CANARY }],
      cause: { message: cause.message },
    });
  });

  it('stays readable for everybody when there are no keys', async () => {
    const plain = await encodeErrorToFailure(loadDataConverter(vodEventsDataConverter()), failure);
    expect(plain).toMatchObject({ message: CANARY, stackTrace: expect.stringContaining('failures-are-encoded') });
  });

  it('that says which key is missing is readable without it', async () => {
    expect(await stored(withKeys, new UnknownEncryptionKey('k0', ['k1']))).toContain('the key \\"k0\\"');
  });
});
