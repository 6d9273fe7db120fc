/**
 * The signature of VOD's event callback.
 *
 * Documented (ModifyEventConfig, `SignKey`): with a key the notification carries the fields `Sign` = MD5(key + T) and `T`, the Unix time in
 * seconds at which it expires, ten minutes ahead by default. That expiry is all the protection from replays there is: the signature depends on
 * the second alone, so neither the body nor that it was sent before is in it, and all events of one second carry the same. A signature that was
 * seen before is therefore not refused: the next event of the same second would be lost.
 *
 * Not documented is where the fields are. "In the notification" may be the body, as with Tencent Cloud's live callbacks, or the query of the
 * URL; they are taken from either, and both from the same.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusals';

export const SIGNATURE_FIELDS: readonly string[] = ['Sign', 'T'];

export interface Signature {
  sign: string;
  /** Decimal digits, as they were hashed. */
  expiresAtS: string;
}

/** Digits only: MD5 can be carried on, without the key, to longer texts than the one that was signed. */
const DECIMAL_SECONDS = /^\d{1,12}$/;
const MD5_HEX = /^[0-9a-f]{32}$/i;

/** The two fields; undefined when one is missing or malformed. */
export function signatureOf(query: Record<string, unknown>, body: Record<string, unknown>): Signature | undefined {
  const isInQuery = SIGNATURE_FIELDS.some((field) => query[field] !== undefined);
  const { Sign: sign, T: expires } = isInQuery ? query : body;
  const expiresAtS = typeof expires === 'number' ? String(expires) : expires;
  if (typeof sign !== 'string' || !MD5_HEX.test(sign)) return undefined;
  if (typeof expiresAtS !== 'string' || !DECIMAL_SECONDS.test(expiresAtS)) return undefined;
  return { sign: sign.toLowerCase(), expiresAtS };
}

/**
 * Takes a signature by any of the keys, so that one can replace another.
 * @throws Refusal `unsigned`, `wrong-signature` or `expired`
 */
export function checkSignature(signature: Signature | undefined, keys: readonly string[], nowMs: number): void {
  if (!signature) throw new Refusal('unsigned');
  const { sign, expiresAtS } = signature;
  // All of them, always: how long it takes is not to tell which key it was.
  const matches = keys.map((key) => timingSafeEqual(Buffer.from(signFor(key, expiresAtS)), Buffer.from(sign)));
  if (!matches.includes(true)) throw new Refusal('wrong-signature');
  if (nowMs > Number(expiresAtS) * 1_000) throw new Refusal('expired');
}

function signFor(key: string, expiresAtS: string): string {
  return createHash('md5').update(`${key}${expiresAtS}`).digest('hex');
}
