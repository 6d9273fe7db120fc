import * as fc from 'fast-check';
import { ERROR_TABLE, lookUp } from '../../src/core/error-table';
import type { VodApi } from '../../src/vod/api';

const QUEUE: VodApi[] = ['PullEvents', 'ConfirmEvents'];
const CONFIG: VodApi[] = ['DescribeEventConfig', 'ModifyEventConfig', 'DescribeEventsState'];
const APIS: VodApi[] = [...QUEUE, ...CONFIG];

/** The APIs' own codes, the codes common to all Tencent Cloud APIs, and the sub-codes that the SDKs name for VOD. */
const DOCUMENTED = `
  InternalError ServiceUnavailable ResourceUnavailable ResourceInsufficient ResourceInUse ResponseSizeLimitExceeded
  RequestLimitExceeded RequestLimitExceeded.UinLimitExceeded RequestLimitExceeded.GlobalRegionUinLimitExceeded
  RequestLimitExceeded.IPLimitExceeded LimitExceeded
  FailedOperation FailedOperation.NetWorkError FailedOperation.InvalidVodUser FailedOperation.InvalidAccount
  FailedOperation.UserStatusInavlid FailedOperation.NoPrivileges
  ResourceNotFound ResourceNotFound.UserNotExist ResourceNotFound.ServiceNotExist
  InvalidParameterValue InvalidParameterValue.SubAppId InvalidParameter
  MissingParameter UnknownParameter InvalidRequest RequestSizeLimitExceeded DryRunOperation
  UnauthorizedOperation AuthFailure AuthFailure.UnauthorizedOperation AuthFailure.SecretIdNotFound AuthFailure.InvalidSecretId
  AuthFailure.SignatureFailure AuthFailure.InvalidAuthorization AuthFailure.SignatureExpire AuthFailure.TokenFailure
  AuthFailure.MFAFailure IpInBlacklist IpNotInWhitelist
  ActionOffline InvalidAction NoSuchVersion NoSuchProduct UnsupportedRegion UnsupportedProtocol UnsupportedOperation
`
  .trim()
  .split(/\s+/);

const anyApi = fc.constantFrom(...APIS);
const anyCode = fc.oneof(
  fc.string(),
  fc.constantFrom(...DOCUMENTED),
  fc.tuple(fc.constantFrom(...DOCUMENTED), fc.string()).map(([code, rest]) => `${code}.${rest}`),
  fc.constantFrom('', '.', '..', 'constructor', '__proto__', 'toString', 'InternalError.', '.InternalError'),
);

describe('the error table', () => {
  it.each(DOCUMENTED)('has a row for %s', (code) => {
    for (const api of APIS) {
      const { errorClass, why, rule } = lookUp(api, code);
      expect(errorClass).not.toBe('unknown');
      expect(why).not.toBe('');
      expect(rule).toBe(code);
    }
  });

  it('has one row per code', () => {
    const codes = ERROR_TABLE.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('finds something for whatever arrives', () => {
    fc.assert(fc.property(anyApi, anyCode, (api, code) => typeof lookUp(api, code).errorClass === 'string'));
  });

  it.each([
    '',
    'constructor',
    '__proto__',
    'ECONNRESET',
    'resourcenotfound',
    'SomethingNew',
    'FailedOperation.SomethingNew',
  ])('calls %p unknown, to be reported', (code) => {
    for (const api of APIS)
      expect(lookUp(api, code)).toMatchObject({ errorClass: 'unknown', rule: 'none', alarm: true });
  });
});

describe('an empty queue', () => {
  it('is exactly ResourceNotFound on PullEvents', () => {
    expect(lookUp('PullEvents', 'ResourceNotFound').errorClass).toBe('empty');
    fc.assert(
      fc.property(anyApi, anyCode, (api, code) => {
        const empty = lookUp(api, code).errorClass === 'empty';
        return empty === (api === 'PullEvents' && code === 'ResourceNotFound');
      }),
    );
  });
});

describe('sub-codes', () => {
  const word = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
  const families = ERROR_TABLE.filter(({ family }) => family);
  const exact = new Set(ERROR_TABLE.map(({ code }) => code));

  it('take the class of their family unless they have a row of their own', () => {
    const subCode = fc.tuple(fc.constantFrom(...families), fc.array(word, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(anyApi, subCode, (api, [row, words]) => {
        const code = [row.code, ...words].join('.');
        fc.pre(!exact.has(code));
        const found = lookUp(api, code);
        expect(found.errorClass).toBe(
          CONFIG.includes(api) ? row.config : api === 'PullEvents' ? row.pull : row.confirm,
        );
        expect(found.rule).toBe(`${row.code}.*`);
      }),
    );
  });

  it('do not match a family that is only the beginning of their word', () => {
    expect(lookUp('PullEvents', 'InternalErrors').errorClass).toBe('unknown');
    expect(lookUp('PullEvents', 'InternalErrors.Db').errorClass).toBe('unknown');
  });

  it('with a row of their own beat the family: a wrong SubAppId is no expired handle', () => {
    expect(lookUp('ConfirmEvents', 'InvalidParameterValue.SubAppId')).toMatchObject({
      errorClass: 'configuration',
      rule: 'InvalidParameterValue.SubAppId',
    });
    expect(lookUp('ConfirmEvents', 'InvalidParameterValue.Other').errorClass).toBe('expired');
    expect(lookUp('ConfirmEvents', 'InvalidParameterValue').errorClass).toBe('expired');
    expect(lookUp('PullEvents', 'InvalidParameterValue').errorClass).toBe('configuration');
    for (const api of CONFIG) expect(lookUp(api, 'InvalidParameterValue').errorClass).toBe('configuration');
  });
});

describe('the class of a code', () => {
  it.each([
    [
      'transient',
      'InternalError InternalError.DBError ServiceUnavailable FailedOperation FailedOperation.NetWorkError ResourceInUse',
    ],
    ['throttled', 'RequestLimitExceeded RequestLimitExceeded.IPLimitExceeded LimitExceeded'],
    [
      'configuration',
      'UnauthorizedOperation AuthFailure.SignatureExpire AuthFailure.SomethingNew FailedOperation.InvalidVodUser',
    ],
    ['configuration', 'ResourceNotFound.ServiceNotExist IpInBlacklist InvalidAction'],
    ['bug', 'MissingParameter UnknownParameter InvalidRequest RequestSizeLimitExceeded DryRunOperation'],
  ])('is %s for %s on every API', (errorClass, codes) => {
    for (const code of codes.split(' ')) {
      for (const api of APIS) expect(lookUp(api, code).errorClass).toBe(errorClass);
    }
  });

  it('comes with the advice to fetch new keys when the token has run out', () => {
    expect(lookUp('PullEvents', 'AuthFailure.TokenFailure').refreshCredentials).toBe(true);
    expect(lookUp('PullEvents', 'AuthFailure.SecretIdNotFound').refreshCredentials).toBeUndefined();
  });
});
