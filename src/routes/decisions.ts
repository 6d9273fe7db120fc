import { MAX_RETRY_LATER_MS } from '../core/defaults';
import { toMs, type Duration } from './duration';

/** What a handler's error asks for instead of the next try that its route would have: none at all, or a later one. */
export interface Decision {
  park?: true;
  retryAfterMs?: number;
}

/** By a name that all copies of this package in a process share: a handler may come with a copy of its own. */
const DECISION = Symbol.for('temporal-vod-events/decision');

/**
 * Throw it from a handler and the event is parked at once, with `reason` as its failure's message, whatever tries are left.
 * Keep payloads out of the reason: it is shown in Temporal and in lists.
 */
export class Park extends Error {
  override readonly name: string = 'Park';
  readonly [DECISION]: Decision = { park: true };

  constructor(reason: string) {
    super(reason);
  }
}

/**
 * Throw it from a handler and the next try is made after `after`, a number of ms or a string such as `'5 minutes'`: above 0, at most
 * 24 hours. It counts as one of the route's tries, so an event that is put off every time is parked after `maximumAttempts` of them.
 * With the policy `processed` an event that is put off beyond its window is tried again when VOD delivers it again.
 *
 * @throws RangeError when `after` is no such duration
 */
export class RetryLater extends Error {
  override readonly name: string = 'RetryLater';
  readonly [DECISION]: Decision;

  constructor(after: Duration, reason = `To be tried again after ${after}.`) {
    super(reason);
    const retryAfterMs = toMs(after);
    if (!isPause(retryAfterMs))
      throw new RangeError('RetryLater takes a duration above 0 and at most 24 hours, as ms or such as "5 minutes".');
    this[DECISION] = { retryAfterMs };
  }
}

/** What an error decides, if it does. Never throws, whatever was thrown. */
export function decisionOf(thrown: unknown): Decision | undefined {
  try {
    if (!(thrown instanceof Error)) return undefined;
    const { park, retryAfterMs } = ((thrown as { [DECISION]?: unknown })[DECISION] ?? {}) as Record<string, unknown>;
    if (park === true) return { park };
    return typeof retryAfterMs === 'number' && isPause(retryAfterMs) ? { retryAfterMs } : undefined;
  } catch {
    return undefined;
  }
}

function isPause(ms: number): boolean {
  return ms > 0 && ms <= MAX_RETRY_LATER_MS;
}
