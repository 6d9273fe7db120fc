/**
 * What stands between the calls and whatever gets keys. The providers of Tencent's SDK keep a failed request for ever, ask STS without a pause while
 * its keys look expired, renew keys of TKE 600 ms before they expire instead of 600 s, and wait for the metadata service without end. Here
 * nothing of that can happen, whatever `obtain` does:
 *
 * - one request at a time, and each has its time limit; one that failed is forgotten after a pause;
 * - keys are renewed in good time, while those at hand go on being used;
 * - keys that look expired as they arrive are used all the same: VOD decides, by its own clock.
 */
import { KEYS_MARGIN_MS, KEYS_PAUSE_MS, KEYS_TIMEOUT_MS } from '../core/defaults';
import type { Credential, CredentialProvider } from '../vod/client';

export interface ObtainedKeys extends Credential {
  /** ms since 1970 */
  expiresAt?: number;
  /** Of keys that do not say when they expire: how long to use them before they are looked up again. */
  keptMs?: number;
}

interface Held {
  keys: Credential;
  /** ms since 1970 */
  renewAt: number;
  expiresAt: number;
}

export function shielded(obtain: () => Promise<ObtainedKeys>, timeoutMs = KEYS_TIMEOUT_MS): CredentialProvider {
  let held: Held | undefined;
  let renewing: Promise<Credential> | undefined;
  let failed: { error: Error; until: number } | undefined;

  const renew = async (): Promise<Credential> => {
    try {
      held = heldFrom(await inTime(obtain(), timeoutMs), Date.now());
      failed = undefined;
      return held.keys;
    } catch (error) {
      failed = { error: error as Error, until: Date.now() + KEYS_PAUSE_MS };
      throw error;
    } finally {
      renewing = undefined;
    }
  };
  const renewed = (): Promise<Credential> => {
    if (failed && Date.now() < failed.until) return Promise.reject(failed.error);
    return (renewing ??= renew());
  };

  return {
    getCredential: () => {
      const now = Date.now();
      if (!held) return renewed();
      if (now < held.renewAt) return Promise.resolve(held.keys);
      if (now >= held.expiresAt) return renewed();
      // These are good for a while: no call has to wait, nor to fail because the renewal did.
      renewed().catch(() => {});
      return Promise.resolve(held.keys);
    },
    refused: (keys) => {
      if (held?.keys === keys) held = { ...held, renewAt: 0, expiresAt: 0 };
    },
  };
}

function heldFrom({ expiresAt, keptMs, ...keys }: ObtainedKeys, now: number): Held {
  if (expiresAt === undefined) return { keys, renewAt: now + (keptMs ?? KEYS_MARGIN_MS), expiresAt: Infinity };
  const marginMs = Math.min(KEYS_MARGIN_MS, (expiresAt - now) / 2);
  return { keys, expiresAt, renewAt: Math.max(now + KEYS_PAUSE_MS, expiresAt - marginMs) };
}

async function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no keys within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
