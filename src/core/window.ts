import { DEADLINE_MARGIN_MS, WINDOW_MS } from './defaults';

/**
 * The moment (ms since 1970) after which nothing is confirmed any more. It counts from when the pull's response arrived, less a margin for
 * clocks and the network: workflow time is the server's, `pulledAt` is the pump's.
 */
export function deadlineOf(pulledAt: number): number {
  return pulledAt + WINDOW_MS - DEADLINE_MARGIN_MS;
}

/** What is left until the deadline, in ms; 0 when it has passed. */
export function msUntilDeadline(pulledAt: number, now: number): number {
  return Math.max(0, deadlineOf(pulledAt) - now);
}
