/** Who may talk to the console: whoever has its token, and only under an address that nobody else can point at it. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** 256 bits: nothing that could be guessed, so that tries need not be counted. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Takes as long whatever is given. */
export function isToken(given: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(token));
}

/** The token of an `Authorization: Bearer` header. Never a cookie: those of one port go to every port of a machine, and with requests of other pages. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer ([\w-]+)$/.exec(header ?? '')?.[1];
}

/**
 * Whether a `Host` header is one of ours. A page of somebody else whose name is made to resolve to this machine (DNS rebinding) comes with that
 * name; an IP address and `localhost` cannot be made to.
 */
export function isOwnHost(header: string | undefined, boundTo: string): boolean {
  const name = /^(\[[\da-f:.]+\]|[^\s:/@?#\\[\]]+)(:\d{1,5})?$/i.exec(header ?? '')?.[1]?.toLowerCase();
  if (name === undefined) return false;
  return name === 'localhost' || name === boundTo.toLowerCase() || isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

/** Whether what is bound to this can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * With every answer. Scripts and styles come from here alone, nothing is inline, and no text can become HTML by way of a script; no other page
 * may frame this one, and none learns its address.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};
