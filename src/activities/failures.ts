import { ApplicationFailure } from '@temporalio/common';
import { SOURCE_AWAITED_MS } from '../core/defaults';
import { FAILURE_TYPES, RETRY_OF } from '../core/error-table';
import type { FailedCall } from '../core/happenings/pulls';
import type { VodCallError } from '../vod/errors';

export const UNKNOWN_SOURCE = 'UnknownSource';

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

/** The same as the catalogue tells of it. */
export function failedCall({ source, api, code, requestId, errorClass, message }: VodCallError): FailedCall {
  return { source, api, code, requestId, errorClass, error: message };
}

/** No worker on this task queue serves the source, or not this one. */
export function unknownSource(source: string, served: Iterable<string>, details: object = {}): ApplicationFailure {
  return ApplicationFailure.nonRetryable(notServed(source, served), UNKNOWN_SOURCE, details);
}

/** The same for an event that is ours already. It ends nothing: the event waits, and shows this, until a worker serves its source. */
export function sourceAwaited(source: string, served: Iterable<string>, details: object): ApplicationFailure {
  return ApplicationFailure.create({
    type: UNKNOWN_SOURCE,
    message: notServed(source, served),
    details: [details],
    nextRetryDelay: SOURCE_AWAITED_MS,
  });
}

export const notServed = (source: string, served: Iterable<string>): string =>
  `This worker does not serve the source "${source}" (it serves: ${[...served].join(', ')}). ` +
  'Workers of one task queue must serve the same sources; give other sources a task queue of their own.';
