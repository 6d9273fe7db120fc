import type { FailureClass } from '../core/error-table';
import type { VodApi } from './api';
import type { Failure } from './classify';

/** What a {@link VodCallError} is made of. */
export interface VodCallFacts extends Omit<Failure, 'errorClass'> {
  api: VodApi;
  source: string;
  errorClass: FailureClass;
  /** What was thrown. A redacted copy of it becomes `cause`. */
  thrown?: unknown;
  /** Strings that must not be printed: the keys the call was signed with. */
  secrets?: readonly string[];
}

/**
 * A call of VOD that failed. `errorClass` decides what to do (see `RETRY_OF` and `FAILURE_TYPES` in
 * core/error-table); the message says it in words. An empty queue is not an error.
 *
 * Message, `cause` and the texts in it are free of the keys and of event payloads.
 */
export class VodCallError extends Error {
  override readonly name = 'VodCallError';
  readonly api: VodApi;
  /** Name of the source that was called. */
  readonly source: string;
  readonly errorClass: FailureClass;
  /** VOD's error code. Absent when VOD did not answer, or not with an error of its own. */
  readonly code?: string;
  /** What Tencent's support asks for. Absent when VOD did not answer. */
  readonly requestId?: string;
  readonly traceId?: string;
  /** The HTTP status, when it was not 200. */
  readonly httpStatus?: number;

  constructor(facts: VodCallFacts) {
    const { api, source, errorClass, what, code, requestId, traceId, httpStatus, hint, thrown, secrets = [] } = facts;
    const parts = [`${api} of source ${source} failed: ${redact(what, secrets)}.`, adviceFor(errorClass, api)];
    if (hint !== undefined) parts.push(`Message: "${oneLine(redact(hint, secrets))}".`);
    if (requestId !== undefined) parts.push(`Request id ${requestId}.`);
    // Without a hint the thrown text is not fit to be printed.
    super(parts.join(' '), { cause: hint === undefined ? undefined : redactedCopy(thrown, secrets) });
    this.api = api;
    this.source = source;
    this.errorClass = errorClass;
    if (code !== undefined) this.code = code;
    if (requestId !== undefined) this.requestId = requestId;
    if (traceId !== undefined) this.traceId = traceId;
    if (httpStatus !== undefined) this.httpStatus = httpStatus;
  }
}

/** Thrown by a credential provider that has no keys to give, for a reason that only a person can mend. The message says what to do. */
export class NoKeysError extends Error {
  override readonly name = 'NoKeysError';
}

/**
 * The caller's own `signal` ended the call. Named `AbortError`, as Temporal and the platform expect of a cancelled operation; `cause` is
 * the signal's reason. Thrown only when `signal.aborted` is true. Whether the call took effect is unknown: what a pull had been given
 * comes again after 30 s.
 */
export class VodCallAbortedError extends Error {
  override readonly name = 'AbortError';

  constructor(
    readonly api: VodApi,
    readonly source: string,
    reason: unknown,
  ) {
    super(`${api} of source ${source} was aborted by its caller.`, { cause: reason });
  }
}

const ADVICE: Record<FailureClass, string> = {
  transient: 'Repeat it with backoff.',
  throttled: 'Repeat it later and call less often; other programs of the account may share the limit.',
  configuration: 'A person has to mend this; VOD keeps events for four days.',
  expired: 'Do not repeat it: unless it was confirmed before, VOD delivers the event again.',
  bug: 'The request is wrong, which is a bug of this program: please report it.',
  unreachable: 'Repeat it with backoff.',
  unknown: 'Repeat it with backoff, and look the code up: nothing was taken for confirmed.',
};

/** What may have become of a call whose answer is lost. */
const LOST: Record<VodApi, string> = {
  PullEvents: ' Events that were on their way come again after 30 s.',
  ConfirmEvents: ' It may have taken effect: a refusal of the next try can mean "already confirmed".',
  DescribeEventConfig: '',
  ModifyEventConfig: ' It may have taken effect.',
  DescribeEventsState: '',
};

function adviceFor(errorClass: FailureClass, api: VodApi): string {
  return errorClass === 'unreachable' ? `${ADVICE.unreachable}${LOST[api]}` : ADVICE[errorClass];
}

// Every SecretId of Tencent Cloud begins so, those of temporary keys too.
const SECRET_ID = /AKID\w{8,}/g;

function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '***')), text);
  return known.replace(SECRET_ID, '***');
}

const MAX_HINT_LENGTH = 300;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_HINT_LENGTH ? `${line.slice(0, MAX_HINT_LENGTH)}…` : line;
}

/** Loggers and Temporal print causes, so the original, which may quote a key, is not passed on. */
function redactedCopy(thrown: unknown, secrets: readonly string[]): Error | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const copy = new Error(redact(thrown.message, secrets));
  copy.name = thrown.name;
  copy.stack = redact(thrown.stack ?? '', secrets);
  return copy;
}
