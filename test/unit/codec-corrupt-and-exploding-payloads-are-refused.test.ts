import { deflateSync } from 'node:zlib';
import type { Payload } from '@temporalio/common';
import fc from 'fast-check';
import { CompressionCodec } from '../../src/codec/compression';
import { CompressedPayloadTooLarge, CorruptCompressedPayload } from '../../src/codec/errors';
import { COMPRESS_ABOVE_BYTES, MAX_INFLATED_BYTES } from '../../src/core/defaults';
import { jsonPayload, only, text } from './codec-support';

const codec = new CompressionCodec();
const compressed = (data: Uint8Array): Payload => ({ metadata: { encoding: text('binary/zlib') }, data });

describe('a compressed payload', () => {
  it('that inflates to more than the limit is refused, without being inflated', async () => {
    const bomb = compressed(deflateSync(Buffer.alloc(4 * MAX_INFLATED_BYTES)));
    const before = process.memoryUsage().rss;
    await expect(codec.decode([bomb])).rejects.toThrow(CompressedPayloadTooLarge);
    expect(process.memoryUsage().rss - before).toBeLessThan(2 * MAX_INFLATED_BYTES);
  });

  it('that was cut is refused, at whatever length', async () => {
    const { data } = await only(codec.encode([jsonPayload('canary'.repeat(COMPRESS_ABOVE_BYTES))]));
    await fc.assert(
      fc.asyncProperty(fc.nat((data?.length ?? 0) - 1), async (length) => {
        await expect(codec.decode([compressed((data ?? new Uint8Array()).subarray(0, length))])).rejects.toThrow(
          CorruptCompressedPayload,
        );
      }),
    );
  });

  it('that is anything else is refused, without being quoted', async () => {
    const noPayload = deflateSync(Buffer.from('canary, which is no protobuf message'));
    for (const data of [Buffer.from('canary'), noPayload]) {
      const error: unknown = await codec.decode([compressed(data)]).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CorruptCompressedPayload);
      expect((error as Error).stack).not.toContain('canary,');
      expect((error as Error).cause).toBeUndefined();
    }
    await expect(codec.decode([{ metadata: compressed(Buffer.alloc(0)).metadata }])).rejects.toThrow(
      CorruptCompressedPayload,
    );
  });
});
