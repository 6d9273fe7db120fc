import { eventsOf, inArena, type Contender } from '../arena';
import type { Stage } from '../stage';

/** Calls of 16 events a second. API documents. */
const CEILING_PER_SECOND = 1_600;

/** Events a second over a backlog without a limit. */
export function backlog(stage: Stage, contender: Contender, events: number): Promise<number> {
  return inArena(stage, { contender }, async (arena) => (await arena.run(eventsOf(events))).steadyPerSecond);
}

/** The share of what the API's limit lets through, once what the limiter had saved up is used. */
export function ceiling(stage: Stage, events: number): Promise<number> {
  return inArena(stage, { contender: 'this', rateLimit: 100 }, async (arena) => {
    const { steadyPerSecond } = await arena.run(eventsOf(events));
    return steadyPerSecond / CEILING_PER_SECOND;
  });
}

/** Events a second with one of twenty failing three times, as a share of those without failures. */
export function failing(stage: Stage, events: number): Promise<number> {
  return inArena(stage, { contender: 'this' }, async (arena) => {
    const without = await arena.run(eventsOf(events));
    const mark = (index: number): string => (index % 20 === 7 ? '~fail3' : '');
    const withFailures = await arena.run(eventsOf(events, { mark }));
    return withFailures.steadyPerSecond / without.steadyPerSecond;
  });
}

/** Megabytes of events a second, for events of about so many bytes. */
export function megabytes(stage: Stage, contender: Contender, eventBytes: number, total: number): Promise<number> {
  return inArena(stage, { contender }, async (arena) => {
    const events = eventsOf(Math.max(320, Math.floor(total / eventBytes)), { bytes: eventBytes });
    const { steadyPerSecond } = await arena.run(events);
    return (steadyPerSecond * eventBytes) / 1e6;
  });
}
