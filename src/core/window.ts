import { CLOCKS_APART_MS, DEADLINE_MARGIN_MS, WINDOW_MS } from './defaults';

/**
 * The moment (ms since 1970) after which nothing is confirmed any more. It counts from when the pull's response arrived, less a margin for
 * clocks and the network: workflow time is the server's, `pulledAt` is the pump's.
 */
export function deadlineOf(pulledAt: number): number {
  return pulledAt + WINDOW_MS - DEADLINE_MARGIN_MS;
}

/**
 * The deadline by the clock of Temporal. A batch that says how old its pull was when it was started is counted from its start, so that only
 * one clock is read; the pump's may be off.
 */
export function deadlineByServer({ pulledAt, ageMs }: { pulledAt: number; ageMs?: number }, startedAt: number): number {
  return deadlineOf(ageMs === undefined ? pulledAt : startedAt - ageMs);
}

/** What is left of VOD's own window, of a deadline as the functions here count it; never less than nothing. */
export function headroomMs(deadline: number, now: number): number {
  return Math.max(0, deadline + DEADLINE_MARGIN_MS - now);
}

export interface WindowHere {
  pulledAt: number;
  /** Until the deadline, by the clock of Temporal when the work was asked for. */
  leftMs?: number;
  /** That was some unknown time ago. */
  isOld?: boolean;
}

/**
 * The deadline by the clock of this process, for work it begins now: by `pulledAt`, and no later than the server counts. Either may be off
 * where the pump's clock was; where what the server counted is old, `pulledAt` is taken to be as late as it can be.
 */
export function deadlineHere({ pulledAt, leftMs, isOld }: WindowHere, now: number): number {
  const byPull = deadlineOf(pulledAt) - (isOld ? CLOCKS_APART_MS : 0);
  return leftMs === undefined ? byPull : Math.min(byPull, now + leftMs);
}
