import { setTimeout as sleep } from 'node:timers/promises';
import { eventsOf, inArena, type Arena, type Contender } from '../arena';
import { quantile } from '../statistics';
import type { Stage } from '../stage';

const PER_SECOND = 20;

export async function light(
  stage: Stage,
  contender: Contender,
  seconds: number,
): Promise<{ p50: number; p99: number }> {
  const latencies = await inArena(stage, { contender, rateLimit: 100 }, (arena) => latenciesOf(arena, seconds));
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

/** From enqueued to confirmed, in ms, for events of one application that come one by one. */
export async function latenciesOf(arena: Arena, seconds: number, subAppId?: number): Promise<number[]> {
  const enqueuedAt = new Map<number, number>();
  const latencies: number[] = [];
  const unlisten = arena.onEntry((entry) => {
    if (entry.subAppId !== subAppId) return;
    if (entry.kind === 'enqueued') enqueuedAt.set(entry.eventId, entry.at);
    const at = entry.kind === 'confirmed' ? enqueuedAt.get(entry.eventId) : undefined;
    if (at !== undefined) latencies.push(entry.at - at);
  });
  const count = seconds * PER_SECOND;
  for (let n = 0; n < count; n++) {
    arena.emulator.enqueue(eventsOf(1), { subAppId });
    await sleep(1_000 / PER_SECOND);
  }
  while (latencies.length < count) await sleep(20);
  unlisten();
  return latencies;
}
