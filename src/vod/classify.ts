import { lookUp, type ErrorClass } from '../core/error-table';
import type { VodApi } from './api';

/** What is known of a failed call. Texts come as they were received: whoever prints them redacts them first. */
export interface Failure {
  errorClass: ErrorClass;
  /** What happened, in our words, as the end of a sentence. */
  what: string;
  /** The API error code. Only VOD's own: codes of Node such as `ECONNRESET` are part of `hint`. */
  code?: string;
  requestId?: string;
  traceId?: string;
  /** Set only when it was not 200. VOD answers its own errors with 200. */
  httpStatus?: number;
  /** The message of VOD or of the network. For people; its language and wording vary. */
  hint?: string;
}

// Pascal-case words with dots. Node's codes (ECONNRESET, ERR_STREAM_PREMATURE_CLOSE) have no small letters.
const API_CODE = /^(?=.*[a-z])[A-Z]\w*(\.\w+)*$/;

/**
 * Sorts whatever the SDK threw by its shape. The SDK's exception class is not exported and may exist twice, so fields decide and not
 * `instanceof`; nothing is matched by message. In this order (measured on tencentcloud-sdk-nodejs-common 4.1.220, node-fetch 2.7):
 *
 * 1. `code` is an API code, or any code beside a request id: the error table.
 * 2. `httpCode` (any status but 200): 429 is `throttled`, other 4xx are `configuration`, the rest is `unreachable`.
 * 3. a request id without any code: `unknown`.
 * 4. anything else (refused, reset, cut or unreadable answers): `unreachable`.
 */
export function classify(api: VodApi, thrown: unknown): Failure {
  const ids = { requestId: text(thrown, 'requestId'), traceId: text(thrown, 'traceId') };
  const hint = text(thrown, 'message');
  const code = apiCode(thrown, ids.requestId);
  if (code !== undefined) {
    const { errorClass, why } = lookUp(api, code);
    return { errorClass, what: `VOD answered ${code} (${why})`, code, ...ids, hint };
  }
  const httpStatus = field(thrown, 'httpCode');
  if (typeof httpStatus === 'number') {
    return {
      errorClass: classOfStatus(httpStatus),
      what: `the answer was HTTP ${httpStatus}`,
      httpStatus,
      ...ids,
      hint,
    };
  }
  if (ids.requestId !== undefined)
    return { errorClass: 'unknown', what: 'VOD answered an error without a code', ...ids, hint };
  return { errorClass: 'unreachable', ...brokenAnswer(thrown, hint), ...ids };
}

function apiCode(thrown: unknown, requestId: string | undefined): string | undefined {
  const code = field(thrown, 'code');
  if (typeof code === 'string' && API_CODE.test(code)) return code;
  // Only VOD gives request ids, so this was an answer, if one in a form we do not know (the old API had numbers).
  const answered = requestId !== undefined && (typeof code === 'number' || (typeof code === 'string' && code !== ''));
  return answered ? String(code) : undefined;
}

function classOfStatus(status: number): ErrorClass {
  if (status === 429) return 'throttled';
  // 408 is a gateway that lost patience, not a request that is wrong.
  return status >= 400 && status < 500 && status !== 408 ? 'configuration' : 'unreachable';
}

function brokenAnswer(thrown: unknown, hint: string | undefined): Pick<Failure, 'what' | 'hint'> {
  // The parser quotes what it could not read, and that may be part of an event: no hint.
  if (field(thrown, 'type') === 'invalid-json') return { what: 'the answer was not JSON' };
  if (field(thrown, 'name') === 'TypeError') return { what: 'the answer had no Response', hint };
  if (field(thrown, 'name') === 'FetchError') return { what: 'the answer broke off', hint };
  return { what: 'the endpoint did not answer', hint };
}

function field(thrown: unknown, name: string): unknown {
  return typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, name) : undefined;
}

function text(thrown: unknown, name: string): string | undefined {
  const value = field(thrown, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
