import { randomBytes } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import fc from 'fast-check';
import { EncryptionCodec } from '../../src/codec/encryption';
import { UndecipherablePayload } from '../../src/codec/errors';
import { KeyRing } from '../../src/codec/key-ring';
import { jsonPayload, only, ringOf, text } from './codec-support';

const key = randomBytes(32);
/** The same key under two ids: only the bound metadata tells them apart. */
const codec = new EncryptionCodec(
  new KeyRing([
    { id: 'k1', key },
    { id: 'k2', key },
  ]),
);
const encrypted = (): Promise<Payload> => only(codec.encode([jsonPayload({ FileId: 'a' })]));
const withMetadata = ({ metadata, data }: Payload, name: string, value: string): Payload => ({
  metadata: { ...metadata, [name]: text(value) },
  data,
});

describe('an encrypted payload', () => {
  it('is refused when any one bit of it was changed', async () => {
    const { metadata, data: bytes } = await encrypted();
    const data = bytes ?? new Uint8Array();
    await fc.assert(
      fc.asyncProperty(fc.nat(data.length - 1), fc.nat(7), async (index, bit) => {
        const changed = Uint8Array.from(data);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        await expect(codec.decode([{ metadata, data: changed }])).rejects.toThrow(UndecipherablePayload);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when it was cut, at whatever length', async () => {
    const { metadata, data } = await encrypted();
    for (let length = 0; length < (data?.length ?? 0); length++)
      await expect(codec.decode([{ metadata, data: data?.subarray(0, length) }])).rejects.toThrow(
        UndecipherablePayload,
      );
    await expect(codec.decode([{ metadata }])).rejects.toThrow(UndecipherablePayload);
  });

  it('is refused when it is said to have another key or cipher', async () => {
    const payload = await encrypted();
    for (const [name, value] of [
      ['encryption-key-id', 'k2'],
      ['encryption-cipher', 'AES-128-GCM'],
    ] as const)
      await expect(codec.decode([withMetadata(payload, name, value)])).rejects.toThrow(UndecipherablePayload);
  });

  it('is refused where another key goes by the same id, in words that name the id', async () => {
    const elsewhere = new EncryptionCodec(ringOf('k1'));
    await expect(elsewhere.decode([await encrypted()])).rejects.toThrow(/"k1" is another key here/);
  });
});
