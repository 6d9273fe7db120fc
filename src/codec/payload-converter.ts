/**
 * The payload converter of our workers: what the SDK's default writes and reads, by the encoder of Node.js. The SDK's (1.24) goes over every character in
 * JavaScript, which was half of the workflow thread's time for events of 100 kB, and its result holds on to twice the bytes, which are copied
 * along from thread to thread.
 *
 * The SDK and the workflow bundle load this file by its path and expect an export of this name.
 */
import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  JsonPayloadConverter,
  UndefinedPayloadConverter,
  type Payload,
} from '@temporalio/common';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const METADATA = new JsonPayloadConverter().toPayload(null)?.metadata;

class NativeJsonConverter extends JsonPayloadConverter {
  override toPayload(value: unknown): Payload | undefined {
    const json = jsonOf(value);
    return json === undefined ? super.toPayload(value) : { metadata: { ...METADATA }, data: encoder.encode(json) };
  }

  override fromPayload<T>(content: Payload): T {
    if (!content.data) return super.fromPayload<T>(content);
    return JSON.parse(decoder.decode(content.data)) as T;
  }
}

/** `undefined` for what JSON cannot express. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

export const payloadConverter = new CompositePayloadConverter(
  new UndefinedPayloadConverter(),
  new BinaryPayloadConverter(),
  new NativeJsonConverter(),
);
