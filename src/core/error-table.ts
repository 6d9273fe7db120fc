import type { VodApi } from '../vod/api';

/**
 * What each error code of VOD means for each call. Data only: what is done about a class is up to the caller.
 *
 * Sources: the error codes in the documents of the calls (API version 2018-07-17), the list of codes common to all
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
  /** Its class on the calls that are about how the queue is set up. */
  config: FailureClass;
  /** What it means, as the end of a sentence that began with the code. */
  why: string;
  /** Temporary keys may have run out: one more call with fresh ones is worth it. */
  refreshCredentials?: true;
  /** Passes by itself as a rule; when it stays, somebody has to be told although its class is not `configuration`. */
  alarm?: true;
}

type Hints = Pick<ErrorRow, 'family' | 'refreshCredentials' | 'alarm'>;

const always = (errorClass: FailureClass, code: string, why: string, hints: Hints = {}): ErrorRow => ({
  code,
  pull: errorClass,
  confirm: errorClass,
  config: errorClass,
  why,
  ...hints,
});

const FAMILY: Hints = { family: true };
const FAMILY_ALARM: Hints = { family: true, alarm: true };

export const ERROR_TABLE: readonly ErrorRow[] = [
  {
    code: 'ResourceNotFound',
    pull: 'empty',
    confirm: 'expired',
    config: 'configuration',
    why: 'nothing was found: on PullEvents there is no event',
  },
  always('configuration', 'ResourceNotFound.UserNotExist', 'the account does not exist'),
  always('configuration', 'ResourceNotFound.ServiceNotExist', 'VOD is not activated for the account'),

  // ConfirmEvents sends handles: late, unknown or confirmed. The others send nothing but SubAppId and settings, so only those can be wrong.
  {
    code: 'InvalidParameterValue',
    family: true,
    pull: 'configuration',
    confirm: 'expired',
    config: 'configuration',
    why: 'a value was refused: on ConfirmEvents a handle that is too late or already confirmed, elsewhere SubAppId or another setting',
  },
  always('configuration', 'InvalidParameterValue.SubAppId', 'the SubAppId is not an application of the account'),
  // The document says of a late confirm only "parameter error (4000)", a code of the old API that has no certain counterpart.
  {
    code: 'InvalidParameter',
    family: true,
    pull: 'configuration',
    confirm: 'expired',
    config: 'configuration',
    why: 'a parameter was refused: on ConfirmEvents most likely a handle that is too late, elsewhere SubAppId or another setting',
  },
  always('bug', 'MissingParameter', 'the request lacks a parameter', FAMILY),
  always('bug', 'UnknownParameter', 'the request has a parameter that the API does not know', FAMILY),
  always('bug', 'InvalidRequest', 'the request body has the wrong form'),
  always('bug', 'RequestSizeLimitExceeded', 'the request is too large'),
  always('bug', 'DryRunOperation', 'the call was a dry run'),

  always('transient', 'InternalError', 'VOD had an internal error', FAMILY),
  always('transient', 'ServiceUnavailable', 'VOD is unavailable for the moment', FAMILY),
  always('transient', 'ResourceUnavailable', 'a resource of VOD is unavailable', FAMILY_ALARM),
  always('transient', 'ResourceInsufficient', 'VOD is short of a resource', FAMILY_ALARM),
  always('transient', 'ResourceInUse', 'a resource of VOD is occupied', FAMILY_ALARM),
  always('transient', 'ResponseSizeLimitExceeded', 'the answer was too large; the next may not be', { alarm: true }),
  always('transient', 'FailedOperation', 'the operation failed, without a stated reason', { alarm: true }),
  always('transient', 'FailedOperation.NetWorkError', 'VOD had a network error inside'),
  always('configuration', 'FailedOperation.InvalidVodUser', 'VOD is not activated for the account'),
  always('configuration', 'FailedOperation.InvalidAccount', 'the account is not in order'),
  always('configuration', 'FailedOperation.UserStatusInavlid', 'the account is suspended'), // spelt so by VOD
  always('configuration', 'FailedOperation.NoPrivileges', 'the account has no right to this API'),

  always('throttled', 'RequestLimitExceeded', 'more requests a second than this API allows', FAMILY),
  always(
    'throttled',
    'RequestLimitExceeded.UinLimitExceeded',
    'the account, other programs included, made too many requests',
  ),
  always(
    'throttled',
    'RequestLimitExceeded.GlobalRegionUinLimitExceeded',
    'the account, other programs included, made too many requests in all regions together',
  ),
  always('throttled', 'RequestLimitExceeded.IPLimitExceeded', 'too many requests came from this IP address'),
  always('throttled', 'LimitExceeded', 'a quota of the account is used up', FAMILY_ALARM),

  always(
    'configuration',
    'UnauthorizedOperation',
    'CAM denies the call; it is granted per sub-application too',
    FAMILY,
  ),
  always('configuration', 'AuthFailure', 'CAM refused the credentials or the signature', FAMILY),
  always(
    'configuration',
    'AuthFailure.UnauthorizedOperation',
    'CAM denies the call; it is granted per sub-application too',
  ),
  always('configuration', 'AuthFailure.SecretIdNotFound', 'the SecretId is deleted, disabled or mistyped'),
  always('configuration', 'AuthFailure.InvalidSecretId', 'the SecretId is not one of the cloud API'),
  always(
    'configuration',
    'AuthFailure.SignatureFailure',
    'the SecretKey is wrong, or the endpoint does not start with "vod."',
  ),
  always('configuration', 'AuthFailure.InvalidAuthorization', 'the Authorization header was refused'),
  always('configuration', 'AuthFailure.SignatureExpire', 'the clock of this machine is off by more than five minutes'),
  always('configuration', 'AuthFailure.TokenFailure', 'the token of the temporary keys is wrong or has run out', {
    refreshCredentials: true,
  }),
  always('configuration', 'AuthFailure.MFAFailure', 'multi-factor authentication failed'),
  always('configuration', 'IpInBlacklist', 'this IP address is on the blacklist'),
  always('configuration', 'IpNotInWhitelist', 'this IP address is not on the whitelist'),

  always('configuration', 'ActionOffline', 'the API is offline at this endpoint'),
  always('configuration', 'InvalidAction', 'the endpoint does not know the API'),
  always('configuration', 'NoSuchVersion', 'the endpoint does not know the API version'),
  always('configuration', 'NoSuchProduct', 'the endpoint does not know VOD'),
  always('configuration', 'UnsupportedRegion', 'the endpoint does not serve the region'),
  always('configuration', 'UnsupportedProtocol', 'the endpoint does not serve the protocol'),
  always('configuration', 'UnsupportedOperation', 'the endpoint does not support the operation', FAMILY),
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

const COLUMNS = {
  PullEvents: 'pull',
  ConfirmEvents: 'confirm',
  DescribeEventConfig: 'config',
  ModifyEventConfig: 'config',
  DescribeEventsState: 'config',
} as const satisfies Record<VodApi, keyof ErrorRow>;

function finding(api: VodApi, row: ErrorRow, rule: string): Finding {
  const { why, refreshCredentials, alarm } = row;
  return {
    errorClass: row[COLUMNS[api]],
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
