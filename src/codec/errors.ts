/**
 * Why a payload or a key cannot be used. The messages hold ids of keys and nothing else: neither key material nor any part of a payload.
 *
 * No Node built-ins here: the failure converter of the workflow bundle needs to know these classes.
 */

/** What the keys are to look like was not kept. Lists every problem at once, without the keys. Mend them and start again. */
export class InvalidEncryptionKeys extends Error {
  override readonly name = 'InvalidEncryptionKeys';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** A payload was encrypted with a key that this process does not have. Nothing is lost: whoever has the key can go on with it. */
export class UnknownEncryptionKey extends Error {
  override readonly name = 'UnknownEncryptionKey';
  constructor(
    readonly keyId: string,
    known: readonly string[],
  ) {
    super(
      `A payload was encrypted with the key "${keyId}", and this process has ${known.length === 0 ? 'no keys' : `only ${known.join(', ')}`}. ` +
        'Add that key to VOD_EVENTS_ENCRYPTION_KEYS, or to the file VOD_EVENTS_ENCRYPTION_KEYS_FILE, and start it again.',
    );
  }
}

/** An encrypted payload does not decrypt: it was changed or cut, or another key goes by the same id. */
export class UndecipherablePayload extends Error {
  override readonly name = 'UndecipherablePayload';
  constructor(readonly keyId: string) {
    super(
      `A payload encrypted with the key "${keyId}" does not decrypt: either it was changed on its way, or "${keyId}" is another key here than where ` +
        'it was encrypted. Compare the keys of all workers and clients; a key keeps its id, and an id its key.',
    );
  }
}

/** A compressed payload does not inflate to a payload: it was changed or cut on its way. */
export class CorruptCompressedPayload extends Error {
  override readonly name = 'CorruptCompressedPayload';
  constructor() {
    super(
      'A compressed payload does not inflate: it was changed or cut on its way. Look at who wrote or forwarded it.',
    );
  }
}

/** A compressed payload inflates to more than is taken, as one does that was made to exhaust the memory of whoever reads it. */
export class CompressedPayloadTooLarge extends Error {
  override readonly name = 'CompressedPayloadTooLarge';
  constructor(readonly limitBytes: number) {
    super(`A compressed payload inflates to more than ${limitBytes} bytes and is refused. Look at who wrote it.`);
  }
}

const CODEC_ERRORS: readonly string[] = [
  'UnknownEncryptionKey',
  'UndecipherablePayload',
  'CorruptCompressedPayload',
  'CompressedPayloadTooLarge',
] satisfies readonly (
  UnknownEncryptionKey | UndecipherablePayload | CorruptCompressedPayload | CompressedPayloadTooLarge
)['name'][];

/** Whether a failure of this type says that a payload could not be read, and nothing of what became of it. */
export function isCodecErrorType(type: string | null | undefined): boolean {
  return typeof type === 'string' && CODEC_ERRORS.includes(type);
}

/** Whether this error says that a payload could not be read, as it was thrown or as the failure that the SDK makes of it. */
export function isCodecError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return isCodecErrorType(error.name) || ('type' in error && isCodecErrorType(error.type as string));
}
