import { MAX_EVENTS_PER_CALL } from './defaults';

/**
 * How many pulls to have under way next. A full answer means a backlog: twice as many. Anything less means the end of it is near: half,
 * and a single one once a pull comes back empty, so that idle is one long poll at a time.
 */
export function nextPullWidth(width: number, eventsInPull: number, maxWidth: number): number {
  if (eventsInPull >= MAX_EVENTS_PER_CALL) return Math.min(width * 2, maxWidth);
  if (eventsInPull === 0) return 1;
  return Math.max(1, Math.floor(width / 2));
}
