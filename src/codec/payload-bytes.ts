import type { Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';

const { Payload: PayloadMessage } = temporal.api.common.v1;

const utf8 = new TextDecoder();

/** The whole payload, metadata included, as the protobuf message `temporal.api.common.v1.Payload`: any language can read it back. */
export function toBytes(payload: Payload): Uint8Array {
  return PayloadMessage.encode(payload).finish();
}

/** @throws whatever protobufjs throws when these bytes are no payload */
export function fromBytes(bytes: Uint8Array): Payload {
  const { metadata, data } = PayloadMessage.decode(bytes);
  return { metadata, data };
}

/** An entry of a payload's metadata as text. */
export function metadataText({ metadata }: Payload, name: string): string | undefined {
  const bytes = metadata?.[name];
  return bytes ? utf8.decode(bytes) : undefined;
}

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}
