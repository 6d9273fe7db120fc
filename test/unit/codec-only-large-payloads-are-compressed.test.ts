import { randomBytes } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import { CompressionCodec } from '../../src/codec/compression';
import { COMPRESS_ABOVE_BYTES, MAX_INFLATED_BYTES } from '../../src/core/defaults';
import { sampleEvents } from '../../src/testing';
import { jsonPayload, only, pipeline, ringOf, text } from './codec-support';

const codec = new CompressionCodec();
const encode = (payload: Payload): Promise<Payload> => only(codec.encode([payload]));
const ofBytes = (bytes: number): Payload => ({
  metadata: { encoding: text('json/plain') },
  data: Buffer.alloc(bytes, 'ab,'),
});

describe('a payload', () => {
  it('that is an ordinary batch, of four pulls, is not touched', async () => {
    const samples = sampleEvents();
    const events = Array.from({ length: 64 }, (_, index) => samples[index % samples.length]);
    const batch = jsonPayload({ version: 1, source: 'default', pulledAt: Date.now(), events });
    expect(await encode(batch)).toBe(batch);
  });

  it('is compressed from the first byte above the limit', async () => {
    const small = ofBytes(COMPRESS_ABOVE_BYTES);
    expect(await encode(small)).toBe(small);
    const { metadata, data } = await encode(ofBytes(COMPRESS_ABOVE_BYTES + 1));
    expect(metadata).toEqual({ encoding: text('binary/zlib') });
    expect(data?.length).toBeLessThan(COMPRESS_ABOVE_BYTES / 50);
  });

  it('is compressed before it is encrypted', async () => {
    const { metadata, data } = await only(pipeline(ringOf('k1')).encode([ofBytes(COMPRESS_ABOVE_BYTES + 1)]));
    expect(metadata).toMatchObject({ encoding: text('binary/encrypted') });
    expect(data?.length).toBeLessThan(COMPRESS_ABOVE_BYTES / 50);
  });

  it('that does not become smaller is not touched', async () => {
    const payload = { ...ofBytes(0), data: randomBytes(2 * COMPRESS_ABOVE_BYTES) };
    expect(await encode(payload)).toBe(payload);
  });

  it('that could not be read back is not touched', async () => {
    const payload = ofBytes(MAX_INFLATED_BYTES);
    expect(await encode(payload)).toBe(payload);
  });
});
