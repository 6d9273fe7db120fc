import { setTimeout as sleep } from 'node:timers/promises';
import { eventsOf, inArena, type Contender } from '../arena';
import { quantile } from '../statistics';
import type { Stage } from '../stage';

const PER_SECOND = 20;

/** From enqueued to confirmed, in ms, for events that come one by one. */
export function light(stage: Stage, contender: Contender, seconds: number): Promise<{ p50: number; p99: number }> {
  return inArena(stage, { contender, rateLimit: 100 }, async (arena) => {
    const enqueuedAt = new Map<number, number>();
    const latencies: number[] = [];
    arena.onEntry((entry) => {
      if (entry.kind === 'enqueued') enqueuedAt.set(entry.eventId, entry.at);
      if (entry.kind === 'confirmed') latencies.push(entry.at - (enqueuedAt.get(entry.eventId) ?? Number.NaN));
    });
    const count = seconds * PER_SECOND;
    const target = arena.emulator.stats().confirmed + count;
    for (let n = 0; n < count; n++) {
      arena.emulator.enqueue(eventsOf(1));
      await sleep(1_000 / PER_SECOND);
    }
    await arena.emulator.waitUntilConfirmed(target, { timeoutMs: 60_000 });
    return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
  });
}
