/** What the worker takes while nothing happens, until it begins, and while much is in flight. */
import { setTimeout as sleep } from 'node:timers/promises';
import { eventsOf, inArena } from '../arena';
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
  /** Of a thousand events whose handlers are running. */
  bytesPer1000InFlight: number;
  /** Resident bytes after all events, as a multiple of those after the first tenth; each time once a window has passed. */
  growth: number;
}

export function memory(stage: Stage, events: number): Promise<Memory> {
  return inArena(stage, { contender: 'this' }, async (arena) => {
    await arena.run(eventsOf(events / 10));
    const early = await settled(() => arena.residentBytes());
    await arena.run(eventsOf(events - events / 10));
    const late = await settled(() => arena.residentBytes());
    const slow = 2_000;
    await arena.run(eventsOf(slow, { mark: () => '~slow20000' }));
    const inFlight = arena.residentBytes();
    return { bytesPer1000InFlight: ((inFlight - late) * 1_000) / slow, growth: late / early };
  });
}

/** After a window, when nothing needs to be remembered any more; of some seconds, because it swings with the garbage collector. */
async function settled(figure: () => number): Promise<number> {
  await sleep(40_000);
  let least = figure();
  for (let n = 0; n < 20; n++) {
    await sleep(250);
    least = Math.min(least, figure());
  }
  return least;
}
