/**
 * Encrypts payloads with AES-256-GCM. What it makes is
 *
 *   metadata  encoding = "binary/encrypted", encryption-cipher = "AES-256-GCM", encryption-key-id = the id of the key
 *   data      nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes)
 *
 * of the whole original payload as a protobuf message, and binds the three entries of the metadata, so that neither they nor a byte of the
 * data can be changed unnoticed. Workflow and run are not bound: Temporal itself carries payloads from one run to the next.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { UndecipherablePayload, UnknownEncryptionKey } from './errors';
import { isKeyId, type KeyRing } from './key-ring';
import { bytesOf, fromBytes, metadataText, toBytes } from './payload-bytes';

const ENCODING = 'binary/encrypted';
const CIPHER = 'AES-256-GCM';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export class EncryptionCodec implements PayloadCodec {
  /** Without keys nothing is encrypted, and what is encrypted already is a clear error instead of a riddle. */
  constructor(private readonly ring: KeyRing | undefined) {}

  encode(payloads: Payload[]): Promise<Payload[]> {
    const { ring } = this;
    return Promise.resolve(ring ? payloads.map((payload) => encrypt(ring, payload)) : payloads);
  }

  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve().then(() => payloads.map((payload) => decrypt(this.ring, payload)));
  }
}

function encrypt({ newest: { id, key } }: KeyRing, payload: Payload): Payload {
  // Random and never counted: many processes share a key and none knows of the others.
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bound(id));
  const data = Buffer.concat([nonce, cipher.update(toBytes(payload)), cipher.final(), cipher.getAuthTag()]);
  return {
    metadata: {
      encoding: bytesOf(ENCODING),
      'encryption-cipher': bytesOf(CIPHER),
      'encryption-key-id': bytesOf(id),
    },
    data,
  };
}

function decrypt(ring: KeyRing | undefined, payload: Payload): Payload {
  if (metadataText(payload, 'encoding') !== ENCODING) return payload;
  const id = metadataText(payload, 'encryption-key-id') ?? '';
  const key = ring?.find(id);
  // It comes from outside, and goes into logs.
  if (!key) throw new UnknownEncryptionKey(isKeyId(id) ? id : '(not an id)', ring?.ids ?? []);
  const data = payload.data ?? new Uint8Array();
  if (metadataText(payload, 'encryption-cipher') !== CIPHER || data.length < NONCE_BYTES + TAG_BYTES)
    throw new UndecipherablePayload(id);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(bound(id));
    decipher.setAuthTag(data.subarray(-TAG_BYTES));
    return fromBytes(Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]));
  } catch {
    throw new UndecipherablePayload(id);
  }
}

function bound(id: string): Uint8Array {
  return bytesOf(`${ENCODING}\n${CIPHER}\n${id}`);
}
