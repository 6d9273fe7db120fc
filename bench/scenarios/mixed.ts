import { setTimeout as sleep } from 'node:timers/promises';
import { eventsOf, inArena, type Contender } from '../arena';
import type { Stage } from '../stage';

const PER_SECOND = 400;
const TICK_MS = 50;
/** Of the slow handlers. */
const SLOW_MS = 40_000;
/** After the last event: the slow ones are over and a window has passed. */
const WAIT_MS = 75_000;

export interface Mixed {
  /** Share of all events. */
  confirmedOnFirstDelivery: number;
  redelivered: number;
  processedTwice: number;
  /** Share of what can be processed. */
  processed: number;
}

/** Of a thousand events 50 fail three times, 20 take 40 s and 2 always fail; they come at a steady pace, whatever becomes of them. */
export async function mixed(stage: Stage, contender: Contender, seconds: number): Promise<Mixed> {
  const times = new Map<string, number>();
  const onProcessed = (taskId: string): void => void times.set(taskId, (times.get(taskId) ?? 0) + 1);
  return inArena(stage, { contender, rateLimit: 100, onProcessed }, async (arena) => {
    times.clear();
    const events = eventsOf(PER_SECOND * seconds, { mark });
    let [first, redelivered] = [0, 0];
    const all = arena.emulator.stats().confirmed + events.length;
    arena.onEntry((entry) => {
      if (entry.kind === 'confirmed' && entry.delivery === 1) first++;
      if (entry.kind === 'delivered' && entry.delivery > 1) redelivered++;
    });
    const eachTick = (PER_SECOND * TICK_MS) / 1_000;
    const beganAt = performance.now();
    for (let sent = 0; sent < events.length; sent += eachTick) {
      arena.emulator.enqueue(events.slice(sent, sent + eachTick));
      await sleep(beganAt + ((sent + eachTick) * 1_000) / PER_SECOND - performance.now());
    }
    // Others than this system do not get that far: what always fails is never confirmed by them.
    await arena.emulator.waitUntilConfirmed(all, { timeoutMs: WAIT_MS }).catch(() => {});
    const processable = events.filter((_event, index) => !mark(index).endsWith('~fail')).length;
    await settled(times, processable);
    return {
      confirmedOnFirstDelivery: first / events.length,
      redelivered,
      processedTwice: [...times.values()].filter((count) => count > 1).length,
      processed: times.size / processable,
    };
  });
}

function mark(index: number): string {
  if (index % 20 === 7) return '~fail3';
  if (index % 50 === 11) return `~slow${SLOW_MS}`;
  return index % 500 === 13 ? '~fail' : '';
}

/** Waits until everything that can be processed was, or nothing more is for as long as a slow handler takes. */
async function settled(times: ReadonlyMap<string, number>, processable: number): Promise<void> {
  let last = times.size;
  for (let quietMs = 0; times.size < processable && quietMs < SLOW_MS + 5_000; quietMs += 500) {
    await sleep(500);
    if (times.size !== last) quietMs = 0;
    last = times.size;
  }
}
