import { EncryptionCodec } from '../../src/codec/encryption';
import { isCodecError, UnknownEncryptionKey } from '../../src/codec/errors';
import { jsonPayload, only, ringOf, text } from './codec-support';

const encrypted = only(new EncryptionCodec(ringOf('k1')).encode([jsonPayload('a')]));

describe('a payload encrypted with a key that is not there', () => {
  it.each([
    ['no keys', undefined, 'no keys'],
    ['others', ringOf('k2', 'k3'), 'only k2, k3'],
  ])('is an error that names the key, where there are %s, and what to do', async (_keys, ring, known) => {
    const error: unknown = await new EncryptionCodec(ring).decode([await encrypted]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnknownEncryptionKey);
    expect(isCodecError(error)).toBe(true);
    expect(error).toMatchObject({ keyId: 'k1' });
    for (const words of ['"k1"', known, 'VOD_EVENTS_ENCRYPTION_KEYS']) expect(String(error)).toContain(words);
  });

  it.each(['', 'x'.repeat(33), 'a b', 'line\nend', 'ä'])('is not quoted when its id is none: %p', async (id) => {
    const { metadata, data } = await encrypted;
    const forged = { metadata: { ...metadata, 'encryption-key-id': text(id) }, data };
    await expect(new EncryptionCodec(undefined).decode([forged])).rejects.toThrow('the key "(not an id)"');
  });
});
