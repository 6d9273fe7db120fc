import { ApplicationFailure } from '@temporalio/common';
import { FAILURE_TYPES, RETRY_OF } from '../core/error-table';
import type { VodCallError } from '../vod/errors';

/**
 * The failure that the server sees for a failed VOD call: its type is the one retry policies name, and code and request id are in the
 * details, beside whatever the caller adds. Decided by the error's class alone, never by its message.
 */
export function toApplicationFailure(error: VodCallError, details: object = {}): ApplicationFailure {
  const { errorClass, code, requestId, message } = error;
  const retry = RETRY_OF[errorClass];
  return ApplicationFailure.create({
    message,
    type: FAILURE_TYPES[errorClass],
    nonRetryable: !retry.retryable,
    details: [{ code, requestId, ...details }],
    ...(retry.retryable && retry.nextRetryDelayMs !== undefined && { nextRetryDelay: retry.nextRetryDelayMs }),
  });
}

/** No worker on this task queue serves the source, or not this one. */
export function unknownSource(source: string, served: Iterable<string>, details: object = {}): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `This worker does not serve the source "${source}" (it serves: ${[...served].join(', ')}). ` +
      'Workers of one task queue must serve the same sources; give other sources a task queue of their own.',
    'UnknownSource',
    details,
  );
}
