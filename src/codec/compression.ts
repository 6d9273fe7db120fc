/**
 * Compresses large payloads: a batch of a backlog holds megabytes of JSON that repeats itself, and Temporal stores every byte of it. Small
 * ones pass as they are, so an ordinary batch costs nothing here and stays readable wherever payloads are looked at.
 */
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { COMPRESS_ABOVE_BYTES, COMPRESSION_LEVEL, MAX_INFLATED_BYTES } from '../core/defaults';
import { CompressedPayloadTooLarge, CorruptCompressedPayload } from './errors';
import { bytesOf, fromBytes, metadataText, toBytes } from './payload-bytes';

const ENCODING = 'binary/zlib';

// Not the synchronous ones: they would hold up the event loop, and with it the pump, for tens of milliseconds.
const deflated = promisify<Uint8Array, { level: number }, Buffer>(deflate);
const inflated = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate);

export class CompressionCodec implements PayloadCodec {
  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map(compress));
  }

  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.all(payloads.map(decompress));
  }
}

async function compress(payload: Payload): Promise<Payload> {
  const sizeBytes = payload.data?.length ?? 0;
  if (sizeBytes <= COMPRESS_ABOVE_BYTES) return payload;
  const bytes = toBytes(payload);
  // It could not be read back. Temporal refuses it for its size, which says what is wrong.
  if (bytes.length > MAX_INFLATED_BYTES) return payload;
  const data = await deflated(bytes, { level: COMPRESSION_LEVEL });
  return data.length < sizeBytes ? { metadata: { encoding: bytesOf(ENCODING) }, data } : payload;
}

async function decompress(payload: Payload): Promise<Payload> {
  if (metadataText(payload, 'encoding') !== ENCODING) return payload;
  try {
    return fromBytes(await inflated(payload.data ?? new Uint8Array(), { maxOutputLength: MAX_INFLATED_BYTES }));
  } catch (error) {
    // Without its cause: protobufjs and zlib may quote what they read.
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw tooLarge ? new CompressedPayloadTooLarge(MAX_INFLATED_BYTES) : new CorruptCompressedPayload();
  }
}
