import { eventsOf, inArena, type Arena } from '../arena';
import { quantile } from '../statistics';
import { confirmedMs, waysOf } from './light';
import type { Stage } from '../stage';

/** Events a second of one source with so many worker processes; that all are confirmed is what it waits for. */
export function processes(stage: Stage, count: number, events: number): Promise<number> {
  return inArena(stage, { contender: 'this', processes: count }, async (arena) => {
    return (await arena.run(eventsOf(events))).steadyPerSecond;
  });
}

export interface Shared {
  perSecond: number;
  /** Events of the source that was served least, as a share of those of the one served most, while all had a backlog. */
  fairness: number;
}

/** So many sources with a backlog each, in one worker. */
export function sources(stage: Stage, count: number, events: number): Promise<Shared> {
  return inArena(stage, { contender: 'sources', sources: count }, async (arena) => {
    const confirmed = new Map<number, number>();
    let [fairness, all] = [Number.NaN, 0];
    arena.onEntry((entry) => {
      if (entry.kind !== 'confirmed' || entry.subAppId === undefined) return;
      confirmed.set(entry.subAppId, (confirmed.get(entry.subAppId) ?? 0) + 1);
      // Half way nobody has run out of events yet.
      if (++all === Math.floor(events / 2)) fairness = share([...confirmed.values()], count);
    });
    const { steadyPerSecond } = await arena.run(eventsOf(events));
    return { perSecond: steadyPerSecond, fairness };
  });
}

function share(confirmed: number[], sources: number): number {
  return confirmed.length < sources ? 0 : Math.min(...confirmed) / Math.max(...confirmed);
}

/** The 99th percentile from enqueued to confirmed of a source with little to do, beside one with a huge backlog, as a multiple of alone. */
export function smallBesideBig(stage: Stage, events: number, seconds: number): Promise<number> {
  return inArena(stage, { contender: 'sources', sources: 2, rateLimit: 100 }, async (arena) => {
    const alone = await p99(arena, seconds);
    arena.emulator.enqueue(eventsOf(events), { subAppId: 1 });
    return (await p99(arena, seconds)) / alone;
  });
}

async function p99(arena: Arena, seconds: number): Promise<number> {
  return quantile(confirmedMs(await waysOf(arena, seconds, 2)), 0.99);
}
