import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from './api-error';
import type { EmulatorCredential } from './options';

/**
 * Verifies TC3-HMAC-SHA256 (Tencent Cloud API, "Signature v3") by computing the signature again.
 *
 * Two details are measured from the public Node SDK: the signed `host` is the host name without its port, although the Host header has
 * the port; and the service in the credential scope is everything before the first dot of the endpoint, so `vod` for
 * `vod.tencentcloudapi.com`, `127` for `127.0.0.1:4680` and, there being no dot, `localhost:4680` for `localhost:4680`.
 */
const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=(?<secretId>[^/]+)\/(?<date>\d{4}-\d\d-\d\d)\/(?<service>[^/]+)\/tc3_request, *SignedHeaders=(?<signedHeaders>[a-z0-9;-]+), *Signature=(?<signature>[0-9a-f]{64})$/;

interface Authorization {
  readonly secretId: string;
  readonly date: string;
  readonly service: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

export class Authenticator {
  readonly #credentials: ReadonlyMap<string, EmulatorCredential>;
  readonly #clockToleranceMs: number;
  readonly #now: () => number;
  /** Signing keys by secret id, date and service: three HMACs saved on every call but the first of a day. */
  readonly #signingKeys = new Map<string, Buffer>();

  constructor(credentials: readonly EmulatorCredential[], clockToleranceMs: number, now: () => number) {
    this.#credentials = new Map(credentials.map((credential) => [credential.secretId, credential]));
    this.#clockToleranceMs = clockToleranceMs;
    this.#now = now;
  }

  /** Throws {@link ApiError} with an `AuthFailure.…` code unless the request, a `POST /`, was signed by one of the credentials. */
  check(headers: IncomingHttpHeaders, body: Buffer): void {
    const authorization = parseAuthorization(headers.authorization);
    const credential = this.#credentials.get(authorization.secretId);
    if (credential === undefined) {
      throw new ApiError('AuthFailure.SecretIdNotFound', 'The SecretId is not found, please check it.');
    }
    const timestamp = header(headers, 'x-tc-timestamp') ?? '';
    this.#checkTime(timestamp, authorization.date);
    if (header(headers, 'x-tc-token') !== credential.token) {
      throw new ApiError('AuthFailure.TokenFailure', 'The token is not that of the temporary keys.');
    }
    const host = headers.host ?? '';
    const expected =
      host.split('.')[0] === authorization.service && this.#sign(authorization, credential, headers, body);
    if (expected !== authorization.signature) {
      throw new ApiError(
        'AuthFailure.SignatureFailure',
        'The signature is not that of the request and the secret key.',
      );
    }
  }

  #checkTime(timestamp: string, date: string): void {
    if (!/^\d{1,12}$/.test(timestamp)) {
      throw new ApiError('MissingParameter', 'The header X-TC-Timestamp is missing or is not a number of seconds.');
    }
    const signedAt = Number(timestamp) * 1000;
    if (Math.abs(this.#now() - signedAt) > this.#clockToleranceMs) {
      throw new ApiError('AuthFailure.SignatureExpire', 'X-TC-Timestamp is too far from the time of the server.');
    }
    if (date !== new Date(signedAt).toISOString().slice(0, 10)) {
      throw new ApiError(
        'AuthFailure.InvalidAuthorization',
        'The credential date is not the UTC date of X-TC-Timestamp.',
      );
    }
  }

  #sign(
    { date, service, signedHeaders }: Authorization,
    credential: EmulatorCredential,
    headers: IncomingHttpHeaders,
    body: Buffer,
  ): string {
    const canonicalHeaders = signedHeaders
      .split(';')
      .map((name) => `${name}:${signedValue(headers, name)}\n`)
      .join('');
    const canonicalRequest = `POST\n/\n\n${canonicalHeaders}\n${signedHeaders}\n${sha256(body)}`;
    const scope = `${date}/${service}/tc3_request`;
    const timestamp = header(headers, 'x-tc-timestamp') ?? '';
    return createHmac('sha256', this.#signingKey(credential, date, service))
      .update(`TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonicalRequest)}`)
      .digest('hex');
  }

  #signingKey({ secretId, secretKey }: EmulatorCredential, date: string, service: string): Buffer {
    const name = `${secretId}/${date}/${service}`;
    let key = this.#signingKeys.get(name);
    if (key === undefined) {
      key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
      this.#signingKeys.set(name, key);
    }
    return key;
  }
}

/** The one value of a header; `undefined` when absent. Node has joined repeated ones. */
export function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function parseAuthorization(value: string | undefined): Authorization {
  const { secretId, date, service, signedHeaders, signature } = AUTHORIZATION.exec(value ?? '')?.groups ?? {};
  if (!secretId || !date || !service || !signedHeaders || !signature) {
    throw new ApiError(
      'AuthFailure.InvalidAuthorization',
      'The header Authorization is missing or not TC3-HMAC-SHA256.',
    );
  }
  const names = signedHeaders.split(';');
  if (!names.includes('content-type') || !names.includes('host')) {
    throw new ApiError('AuthFailure.InvalidAuthorization', 'SignedHeaders must name content-type and host.');
  }
  return { secretId, date, service, signedHeaders, signature };
}

function signedValue(headers: IncomingHttpHeaders, name: string): string {
  const value = (header(headers, name) ?? '').trim().toLowerCase();
  return name === 'host' ? value.replace(/:\d+$/, '') : value;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
