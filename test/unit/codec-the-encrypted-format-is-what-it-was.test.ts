import { createCipheriv } from 'node:crypto';
import { temporal } from '@temporalio/proto';
import { EncryptionCodec } from '../../src/codec/encryption';
import { KeyRing } from '../../src/codec/key-ring';
import { jsonPayload, only, plain, text } from './codec-support';

const key = Buffer.alloc(32, 7);

/** What docs/encryption.md tells other languages, and what is stored in Temporal by earlier versions. */
it('nonce, ciphertext and tag, with the metadata bound, are a payload', async () => {
  const payload = jsonPayload({ FileId: 'a' });
  const nonce = Buffer.alloc(12, 9);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from('binary/encrypted\nAES-256-GCM\nk1'));
  const message = temporal.api.common.v1.Payload.encode(payload).finish();
  const data = Buffer.concat([nonce, cipher.update(message), cipher.final(), cipher.getAuthTag()]);
  const metadata = {
    encoding: text('binary/encrypted'),
    'encryption-cipher': text('AES-256-GCM'),
    'encryption-key-id': text('k1'),
  };
  const codec = new EncryptionCodec(new KeyRing([{ id: 'k1', key }]));
  expect(plain(await only(codec.decode([{ metadata, data }])))).toEqual(plain(payload));
});
