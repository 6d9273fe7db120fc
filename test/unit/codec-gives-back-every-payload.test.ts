import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { COMPRESS_ABOVE_BYTES } from '../../src/core/defaults';
import { anyPayload, pipeline, plain, ringOf } from './codec-support';

const keys = ringOf('k1');

/** Around the size from which payloads are compressed, compressible and not. */
const large = fc
  .record({
    bytes: fc.integer({ min: COMPRESS_ABOVE_BYTES - 2, max: COMPRESS_ABOVE_BYTES + 50_000 }),
    random: fc.boolean(),
  })
  .map(({ bytes, random }) => new Uint8Array(random ? randomBytes(bytes) : Buffer.alloc(bytes, '{"Type":"clip"},')));

describe.each([
  ['with keys', keys],
  ['without keys', undefined],
])('what the codecs encode %s', (_with, ring) => {
  const codec = pipeline(ring);

  it('they decode to the same payloads in the same order, metadata included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPayload(), { maxLength: 4 }), async (payloads) => {
        const decoded = await codec.decode(await codec.encode(payloads));
        expect(decoded.map(plain)).toEqual(payloads.map(plain));
      }),
    );
  });

  it('they decode to the same payload when it is large', async () => {
    await fc.assert(
      fc.asyncProperty(anyPayload(large), async (payload) => {
        const [decoded] = await codec.decode(await codec.encode([payload]));
        expect(Buffer.compare(Buffer.from(decoded?.data ?? []), Buffer.from(payload.data ?? []))).toBe(0);
        expect(plain({ ...decoded, data: undefined })).toEqual(plain({ ...payload, data: undefined }));
      }),
      { numRuns: 20 },
    );
  });
});
