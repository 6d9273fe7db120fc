/** What the worker takes while nothing happens, until it begins, and while much is in flight. */
import { setTimeout as sleep } from 'node:timers/promises';
import { eventsOf, inArena, type Arena } from '../arena';
import { MAX_HANDLERS } from '../../src/core/defaults';
import type { Stage } from '../stage';

export interface Idle {
  pullsPerSecond: number;
  actionsPerHour?: number;
  /** Share of one core. */
  cpu: number;
}

export function idle(stage: Stage, seconds: number): Promise<Idle> {
  return inArena(stage, { contender: 'this', rateLimit: 100 }, async (arena) => {
    // The last long poll of the backlog is over, and code that is idle has been seen once.
    await sleep(6_000);
    let pulls = 0;
    arena.onEntry((entry) => {
      if (entry.kind === 'call' && entry.api === 'PullEvents') pulls++;
    });
    const [before, cpuBefore] = [await stage.counters?.(), arena.cpuSeconds()];
    await sleep(seconds * 1_000);
    const [after, cpuAfter] = [await stage.counters?.(), arena.cpuSeconds()];
    return {
      pullsPerSecond: pulls / seconds,
      ...(after && before && { actionsPerHour: ((after.actions - before.actions) * 3_600) / seconds }),
      cpu: (cpuAfter - cpuBefore) / seconds,
    };
  });
}

/** From the start of the process until its first pull arrives, in seconds. */
export async function start(stage: Stage): Promise<number> {
  return inArena(stage, { contender: 'this', warmUpEvents: 0 }, async (arena) => {
    const pulled = new Promise<number>((resolve) =>
      arena.onEntry((entry) => {
        if (entry.kind === 'call' && entry.api === 'PullEvents') resolve(entry.receivedAt);
      }),
    );
    arena.emulator.enqueue(eventsOf(1));
    return ((await pulled) - arena.launchedAt) / 1_000;
  });
}

export interface Memory {
  /** Of a thousand events whose handlers are running, in a worker that had little to do before. */
  bytesPer1000InFlight: number;
  /** The most resident bytes during all of that. */
  mostBytes: number;
  /** The most during `events`, as a multiple of that during their first tenth. */
  growth: number;
  /** The most during as many again, as a multiple of that: what grows with every event goes on growing. */
  laterGrowth: number;
}

export async function memory(stage: Stage, events: number): Promise<Memory> {
  const bytesPer1000InFlight = await inFlight(stage, MAX_HANDLERS);
  return inArena(stage, { contender: 'this' }, async (arena) => {
    const early = await mostResident(arena, events / 10);
    const late = await mostResident(arena, events - events / 10);
    const later = await mostResident(arena, events);
    return {
      bytesPer1000InFlight,
      mostBytes: Math.max(early, late, later),
      growth: late / early,
      laterGrowth: later / late,
    };
  });
}

function inFlight(stage: Stage, events: number): Promise<number> {
  return inArena(stage, { contender: 'this' }, async (arena) => {
    const before = arena.residentBytes();
    await arena.run(eventsOf(events, { mark: () => '~slow20000' }));
    return ((arena.residentBytes() - before) * 1_000) / events;
  });
}

/** While they go through, for at rest it only tells when the garbage collector was there last: that made a factor of two. */
async function mostResident(arena: Arena, events: number): Promise<number> {
  let most = 0;
  const looking = setInterval(() => (most = Math.max(most, arena.residentBytes())), 100);
  try {
    await arena.run(eventsOf(events));
  } finally {
    clearInterval(looking);
  }
  return most;
}
