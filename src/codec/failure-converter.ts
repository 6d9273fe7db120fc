/**
 * The failure converter of workers and clients with keys: messages and stacks are encrypted like any payload. Types are not, because retry
 * policies and people go by them.
 *
 * The SDK and the workflow bundle load this file by its path and expect an export of this name.
 */
import { DefaultFailureConverter } from '@temporalio/common';
import { isCodecError } from './errors';

class EncodedFailureConverter extends DefaultFailureConverter {
  private readonly readable = new DefaultFailureConverter();

  constructor() {
    super({ encodeCommonAttributes: true });
  }

  /** That a payload could not be read has to be readable without the key; such a message names keys by their ids and nothing else. */
  override errorToFailure(
    ...[error, ...more]: Parameters<DefaultFailureConverter['errorToFailure']>
  ): ReturnType<DefaultFailureConverter['errorToFailure']> {
    return isCodecError(error) ? this.readable.errorToFailure(error, ...more) : super.errorToFailure(error, ...more);
  }
}

export const failureConverter = new EncodedFailureConverter();
