import { randomBytes } from 'node:crypto';
import { EncryptionCodec } from '../../src/codec/encryption';
import { UnknownEncryptionKey } from '../../src/codec/errors';
import { KeyRing } from '../../src/codec/key-ring';
import { jsonPayload, only, plain, text } from './codec-support';

const [older, newer] = ['2026-01', '2026-07'].map((id) => ({ id, key: randomBytes(32) })) as [never, never];
const codecOf = (...keys: never[]) => new EncryptionCodec(new KeyRing(keys));
const payload = jsonPayload({ FileId: 'a' });

describe('a ring of a new key and an old one', () => {
  it('encrypts with the new one', async () => {
    const { metadata } = await only(codecOf(newer, older).encode([payload]));
    expect(metadata?.['encryption-key-id']).toEqual(text('2026-07'));
  });

  it('reads what was encrypted with either', async () => {
    for (const before of [codecOf(older), codecOf(newer), codecOf(older, newer)]) {
      const [decoded] = await codecOf(newer, older).decode(await before.encode([payload]));
      expect(plain(decoded ?? {})).toEqual(plain(payload));
    }
  });

  it('no longer reads what the old one encrypted once that is gone', async () => {
    const encoded = await codecOf(older).encode([payload]);
    await expect(codecOf(newer).decode(encoded)).rejects.toThrow(UnknownEncryptionKey);
  });
});
