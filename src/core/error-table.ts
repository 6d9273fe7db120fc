import type { VodApi } from '../vod/api';

/**
 * What each error code of VOD means for each of the two calls. Data only: what is done about a class is up to the caller.
 *
 * Sources: the error codes in the documents of PullEvents and ConfirmEvents (API version 2018-07-17), the list of codes common to all
 * Tencent Cloud APIs, and the sub-codes that Tencent's SDKs name for VOD. Messages are never looked at: their language follows the
 * endpoint and the request.
 */

/**
 * - `empty`: the queue has nothing to deliver. PullEvents only, and not a failure.
 * - `transient`: VOD failed and said so; the call took no effect and may be repeated.
 * - `throttled`: too many calls; repeat later and slower.
 * - `configuration`: keys, permissions, SubAppId, endpoint or clock; a person has to act.
 * - `expired`: the handle no longer confirms. VOD delivers the event again, or it was confirmed before.
 * - `bug`: the request itself is malformed, which is ours to mend.
 * - `unreachable`: no readable answer; whether the call took effect is unknown.
 * - `unknown`: a code that is not in the table. Repeated, reported, and never taken for a success.
 */
export type ErrorClass =
  'empty' | 'transient' | 'throttled' | 'configuration' | 'expired' | 'bug' | 'unreachable' | 'unknown';

/** The classes that are failures: all but `empty`. */
export type FailureClass = Exclude<ErrorClass, 'empty'>;

/** One code of VOD. */
export interface ErrorRow {
  code: string;
  /** Also covers the sub-codes (`code.…`) that have no row of their own. */
  family?: true;
  /** Its class on PullEvents. */
  pull: ErrorClass;
  /** Its class on ConfirmEvents. */
  confirm: FailureClass;
  /** What it means, as the end of a sentence that began with the code. */
  why: string;
  /** Temporary keys may have run out: one more call with fresh ones is worth it. */
  refreshCredentials?: true;
  /** Passes by itself as a rule; when it stays, somebody has to be told although its class is not `configuration`. */
  alarm?: true;
}

type Hints = Pick<ErrorRow, 'family' | 'refreshCredentials' | 'alarm'>;

const both = (errorClass: FailureClass, code: string, why: string, hints: Hints = {}): ErrorRow => ({
  code,
  pull: errorClass,
  confirm: errorClass,
  why,
  ...hints,
});

const FAMILY: Hints = { family: true };
const FAMILY_ALARM: Hints = { family: true, alarm: true };

export const ERROR_TABLE: readonly ErrorRow[] = [
  { code: 'ResourceNotFound', pull: 'empty', confirm: 'expired', why: 'there is no event' },
  both('configuration', 'ResourceNotFound.UserNotExist', 'the account does not exist'),
  both('configuration', 'ResourceNotFound.ServiceNotExist', 'VOD is not activated for the account'),

  // PullEvents sends nothing but SubAppId and ExtInfo, so only they can be wrong. ConfirmEvents sends handles: late, unknown or confirmed.
  {
    code: 'InvalidParameterValue',
    family: true,
    pull: 'configuration',
    confirm: 'expired',
    why: 'a value was refused: on ConfirmEvents a handle that is too late or already confirmed, on PullEvents SubAppId or ExtInfo',
  },
  both('configuration', 'InvalidParameterValue.SubAppId', 'the SubAppId is not an application of the account'),
  // The document says of a late confirm only "parameter error (4000)", a code of the old API that has no certain counterpart.
  {
    code: 'InvalidParameter',
    family: true,
    pull: 'configuration',
    confirm: 'expired',
    why: 'a parameter was refused: on ConfirmEvents most likely a handle that is too late, on PullEvents SubAppId or ExtInfo',
  },
  both('bug', 'MissingParameter', 'the request lacks a parameter', FAMILY),
  both('bug', 'UnknownParameter', 'the request has a parameter that the API does not know', FAMILY),
  both('bug', 'InvalidRequest', 'the request body has the wrong form'),
  both('bug', 'RequestSizeLimitExceeded', 'the request is too large'),
  both('bug', 'DryRunOperation', 'the call was a dry run'),

  both('transient', 'InternalError', 'VOD had an internal error', FAMILY),
  both('transient', 'ServiceUnavailable', 'VOD is unavailable for the moment', FAMILY),
  both('transient', 'ResourceUnavailable', 'a resource of VOD is unavailable', FAMILY_ALARM),
  both('transient', 'ResourceInsufficient', 'VOD is short of a resource', FAMILY_ALARM),
  both('transient', 'ResourceInUse', 'a resource of VOD is occupied', FAMILY_ALARM),
  both('transient', 'ResponseSizeLimitExceeded', 'the answer was too large; the next may not be', { alarm: true }),
  both('transient', 'FailedOperation', 'the operation failed, without a stated reason', { alarm: true }),
  both('transient', 'FailedOperation.NetWorkError', 'VOD had a network error inside'),
  both('configuration', 'FailedOperation.InvalidVodUser', 'VOD is not activated for the account'),
  both('configuration', 'FailedOperation.InvalidAccount', 'the account is not in order'),
  both('configuration', 'FailedOperation.UserStatusInavlid', 'the account is suspended'), // spelt so by VOD
  both('configuration', 'FailedOperation.NoPrivileges', 'the account has no right to this API'),

  both('throttled', 'RequestLimitExceeded', 'more than 100 requests a second for this API', FAMILY),
  both(
    'throttled',
    'RequestLimitExceeded.UinLimitExceeded',
    'the account, other programs included, made too many requests',
  ),
  both(
    'throttled',
    'RequestLimitExceeded.GlobalRegionUinLimitExceeded',
    'the account, other programs included, made too many requests in all regions together',
  ),
  both('throttled', 'RequestLimitExceeded.IPLimitExceeded', 'too many requests came from this IP address'),
  both('throttled', 'LimitExceeded', 'a quota of the account is used up', FAMILY_ALARM),

  both('configuration', 'UnauthorizedOperation', 'CAM denies the call; it is granted per sub-application too', FAMILY),
  both('configuration', 'AuthFailure', 'CAM refused the credentials or the signature', FAMILY),
  both(
    'configuration',
    'AuthFailure.UnauthorizedOperation',
    'CAM denies the call; it is granted per sub-application too',
  ),
  both('configuration', 'AuthFailure.SecretIdNotFound', 'the SecretId is deleted, disabled or mistyped'),
  both('configuration', 'AuthFailure.InvalidSecretId', 'the SecretId is not one of the cloud API'),
  both(
    'configuration',
    'AuthFailure.SignatureFailure',
    'the SecretKey is wrong, or the endpoint does not start with "vod."',
  ),
  both('configuration', 'AuthFailure.InvalidAuthorization', 'the Authorization header was refused'),
  both('configuration', 'AuthFailure.SignatureExpire', 'the clock of this machine is off by more than five minutes'),
  both('configuration', 'AuthFailure.TokenFailure', 'the token of the temporary keys is wrong or has run out', {
    refreshCredentials: true,
  }),
  both('configuration', 'AuthFailure.MFAFailure', 'multi-factor authentication failed'),
  both('configuration', 'IpInBlacklist', 'this IP address is on the blacklist'),
  both('configuration', 'IpNotInWhitelist', 'this IP address is not on the whitelist'),

  both('configuration', 'ActionOffline', 'the API is offline at this endpoint'),
  both('configuration', 'InvalidAction', 'the endpoint does not know the API'),
  both('configuration', 'NoSuchVersion', 'the endpoint does not know the API version'),
  both('configuration', 'NoSuchProduct', 'the endpoint does not know VOD'),
  both('configuration', 'UnsupportedRegion', 'the endpoint does not serve the region'),
  both('configuration', 'UnsupportedProtocol', 'the endpoint does not serve the protocol'),
  both('configuration', 'UnsupportedOperation', 'the endpoint does not support the operation', FAMILY),
];

/** What the table says of one code on one API. */
export interface Finding extends Pick<ErrorRow, 'why' | 'refreshCredentials' | 'alarm'> {
  errorClass: ErrorClass;
  /** What matched: the code itself, a family such as `InternalError.*`, or `none`. */
  rule: string;
}

// A Map and not an object: codes come over the network, and "constructor" must not be found.
const ROWS: ReadonlyMap<string, ErrorRow> = new Map(ERROR_TABLE.map((row) => [row.code, row]));

/** Looks an error code up: the exact code first, then its longest prefix that covers its sub-codes, else `unknown`. Never throws. */
export function lookUp(api: VodApi, code: string): Finding {
  const exact = ROWS.get(code);
  if (exact) return finding(api, exact, code);
  for (let end = code.lastIndexOf('.'); end > 0; end = code.lastIndexOf('.', end - 1)) {
    const row = ROWS.get(code.slice(0, end));
    if (row?.family) return finding(api, row, `${row.code}.*`);
  }
  return { errorClass: 'unknown', why: 'this version does not know the code', rule: 'none', alarm: true };
}

/** The code as a label of a metric has it: one of the table, that of its family, or `other`. */
export function codeLabel(code: string): string {
  const { rule } = lookUp('ConfirmEvents', code);
  return rule === 'none' ? 'other' : rule.replace(/\.\*$/, '');
}

function finding(api: VodApi, row: ErrorRow, rule: string): Finding {
  const { why, refreshCredentials, alarm } = row;
  return {
    errorClass: api === 'PullEvents' ? row.pull : row.confirm,
    why,
    rule,
    ...(refreshCredentials && { refreshCredentials }),
    ...(alarm && { alarm }),
  };
}

/** Class → the `type` of the `ApplicationFailure` by which a failed call leaves an activity. Part of the public contract. */
export const FAILURE_TYPES = {
  transient: 'VodTransient',
  throttled: 'VodThrottled',
  configuration: 'VodConfiguration',
  expired: 'VodHandleExpired',
  bug: 'VodBug',
  unreachable: 'VodUnreachable',
  unknown: 'VodUnknown',
} as const satisfies Record<FailureClass, string>;

/** Whether repeating the same call can help, and if not by the ordinary backoff then after how long. */
export type RetryAdvice = { retryable: false } | { retryable: true; nextRetryDelayMs?: number };

export const RETRY_OF: Readonly<Record<FailureClass, RetryAdvice>> = {
  transient: { retryable: true },
  // The limit counts calls a second, so the next second starts afresh. Callers add jitter, or all come back at once.
  throttled: { retryable: true, nextRetryDelayMs: 1_000 },
  configuration: { retryable: false },
  expired: { retryable: false },
  bug: { retryable: false },
  unreachable: { retryable: true },
  unknown: { retryable: true },
};

/** For the `nonRetryableErrorTypes` of the confirm's retry policy: no attempt of the same worker mends these. */
export const NON_RETRYABLE_FAILURE_TYPES: string[] = [
  FAILURE_TYPES.configuration,
  FAILURE_TYPES.expired,
  FAILURE_TYPES.bug,
];
