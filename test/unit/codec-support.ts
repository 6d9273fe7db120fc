import { randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import fc from 'fast-check';
import { vodEventsDataConverter } from '../../src/codec/data-converter';
import { KeyRing } from '../../src/codec/key-ring';

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);

export const ringOf = (...ids: string[]): KeyRing => new KeyRing(ids.map((id) => ({ id, key: randomBytes(32) })));

export const jsonPayload = (value: unknown): Payload => ({
  metadata: { encoding: text('json/plain') },
  data: text(JSON.stringify(value)),
});

/** Metadata and data in plain bytes, however they were allocated. */
export const plain = ({ metadata, data }: Payload): unknown => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, bytes]) => [name, [...bytes]])),
  data: Buffer.from(data ?? []).toString('hex'),
});

/** All codecs of a worker, in their order. */
export function pipeline(keys?: KeyRing): PayloadCodec {
  const codecs = vodEventsDataConverter({ keys }).payloadCodecs ?? [];
  return {
    encode: async (payloads) => {
      for (const codec of codecs) payloads = await codec.encode(payloads);
      return payloads;
    },
    decode: async (payloads) => {
      for (const codec of [...codecs].reverse()) payloads = await codec.decode(payloads);
      return payloads;
    },
  };
}

export async function only(payloads: Promise<Payload[]>): Promise<Payload> {
  const [payload, ...others] = await payloads;
  if (!payload || others.length > 0) throw new Error('There should be exactly one payload.');
  return payload;
}

/** Payloads of other services too: any metadata, any bytes. Never an encoding that is the codecs' own. */
export const anyPayload = (data: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 300 })): fc.Arbitrary<Payload> =>
  fc.record({
    metadata: fc.dictionary(
      fc.oneof(fc.constant('encoding'), fc.string({ maxLength: 8 })),
      fc.uint8Array({ maxLength: 6 }),
      { maxKeys: 3, noNullPrototype: true },
    ),
    data,
  });
