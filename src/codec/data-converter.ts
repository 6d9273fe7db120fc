import type { DataConverter } from '@temporalio/common';
import { CompressionCodec } from './compression';
import { EncryptionCodec } from './encryption';
import type { KeyRing } from './key-ring';

/** Names the failure converter of `failure-converter.ts`; the workflow bundle for encryption is built with the same. */
const FAILURE_CONVERTER_PATH = require.resolve('./failure-converter');
/** Likewise; both workflow bundles are built with it. */
const PAYLOAD_CONVERTER_PATH = require.resolve('./payload-converter');

/**
 * How the worker writes and reads what goes through Temporal. A client of its workflows needs the same, on the Client:
 *
 * ```ts
 * new Client({ connection, dataConverter: vodEventsDataConverter({ keys: keyRingFromEnv(process.env) }) })
 * ```
 *
 * Payloads above 256 KiB are compressed. With `keys` every payload and the message and stack of every failure is encrypted with the first of
 * them, and what was encrypted with any of them can be read. Without `keys` nothing is encrypted. Plain payloads are read either way.
 *
 * Reading rejects with `UnknownEncryptionKey` (a key that is not among `keys`; its id is named), `UndecipherablePayload` (changed, or another
 * key under the same id), `CorruptCompressedPayload` or `CompressedPayloadTooLarge` (above 32 MiB).
 */
export function vodEventsDataConverter({ keys }: { keys?: KeyRing | undefined } = {}): DataConverter {
  return {
    // Encoded in this order: what is encrypted cannot be compressed.
    payloadCodecs: [new CompressionCodec(), new EncryptionCodec(keys)],
    // Without keys failures stay readable, in the UI and for clients that know nothing of this.
    ...(keys && { failureConverterPath: FAILURE_CONVERTER_PATH }),
  };
}

/** The same for our own workers and their clients, by a faster converter that writes what the SDK's does. Whose worker it is not may have one of his own. */
export function workerDataConverter(options: { keys?: KeyRing | undefined } = {}): DataConverter {
  return { ...vodEventsDataConverter(options), payloadConverterPath: PAYLOAD_CONVERTER_PATH };
}
