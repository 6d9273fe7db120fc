import { setTimeout as sleep } from 'node:timers/promises';

/** What was waited for has not come. */
class StillWaitingError extends Error {
  override readonly name = 'StillWaitingError';
  constructor(what: string, timeoutMs: number, detail: string | undefined) {
    super(`Still waiting after ${timeoutMs / 1_000} s: ${what}.${detail ? ` The last that was seen:\n${detail}` : ''}`);
  }
}

/**
 * Looks twice a second until `check` has something, and tells `detail` when it does not come.
 * @throws StillWaitingError
 */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  { timeoutMs = 60_000, detail }: { timeoutMs?: number; detail?: () => string } = {},
): Promise<T> {
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > giveUpAt) throw new StillWaitingError(what, timeoutMs, detail?.());
    await sleep(500);
  }
}
