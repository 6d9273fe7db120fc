import { EncryptionCodec } from '../../src/codec/encryption';
import { jsonPayload, only, ringOf, text } from './codec-support';

const codec = new EncryptionCodec(ringOf('k1', 'k0'));
const payload = jsonPayload({ FileId: 'canary-5d0c71' });

it('an encrypted payload shows its key and nothing of what it holds', async () => {
  const { metadata = {}, data } = await only(codec.encode([payload]));
  expect(metadata).toEqual({
    encoding: text('binary/encrypted'),
    'encryption-cipher': text('AES-256-GCM'),
    'encryption-key-id': text('k1'),
  });
  for (const hint of ['canary', 'FileId', 'json']) expect(Buffer.from(data ?? []).includes(hint)).toBe(false);
});

it('the same payload is encrypted to something else every time', async () => {
  const encoded = await codec.encode(Array.from({ length: 200 }, () => payload));
  expect(new Set(encoded.map(({ data }) => Buffer.from(data ?? []).toString('hex'))).size).toBe(200);
  expect(new Set(encoded.map(({ data }) => Buffer.from(data?.subarray(0, 12) ?? []).toString('hex'))).size).toBe(200);
});
