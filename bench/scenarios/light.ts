import { setTimeout as sleep } from 'node:timers/promises';
import { eventsOf, inArena, type Arena } from '../arena';
import { QUICK_MS } from '../contenders/handler.cjs';
import { difference, type ServerCounters, type Stage } from '../stage';
import { mean, quantile } from '../statistics';

const PER_SECOND = 20;
/** So short that what else the machine does meets both contenders. */
const TURN_SECONDS = 4;

/** When things happened to one event, in ms after it was enqueued. */
interface Way {
  deliveredMs: number;
  confirmedMs: number;
}

export interface Light {
  /** Ratios of ours to the plain loop's. */
  p50: number;
  p99: number;
  /** Parts of our mean time from enqueued to confirmed, by what they are spent on; none without figures of the server. */
  steps?: Record<string, number>;
}

/** Events that come one by one, to ours and to the plain loop in turns. */
export async function light(stage: Stage, seconds: number): Promise<Light> {
  const ours: Way[] = [];
  const plain: Way[] = [];
  const spent = await inArena(stage, { contender: 'this', rateLimit: 100 }, (mine) =>
    inArena(stage, { contender: 'plain', rateLimit: 100 }, async (others) => {
      const before = await stage.counters?.();
      for (let passed = 0; passed < seconds; passed += TURN_SECONDS) {
        ours.push(...(await waysOf(mine, TURN_SECONDS)));
        plain.push(...(await waysOf(others, TURN_SECONDS)));
      }
      const after = await stage.counters?.();
      return before && after && difference(after, before);
    }),
  );
  const [mine, others] = [confirmedMs(ours), confirmedMs(plain)];
  return {
    p50: quantile(mine, 0.5) / quantile(others, 0.5),
    p99: quantile(mine, 0.99) / quantile(others, 0.99),
    ...(spent && { steps: stepsOf(ours, mean(others), spent) }),
  };
}

export const confirmedMs = (ways: readonly Way[]): number[] => ways.map((way) => way.confirmedMs);

function stepsOf(
  ours: readonly Way[],
  plainMs: number,
  { calls, callSeconds }: ServerCounters,
): Record<string, number> {
  const call = 'StartWorkflowExecution';
  const whole = mean(confirmedMs(ours));
  const pullMs = mean(ours.map(({ deliveredMs }) => deliveredMs));
  const startMs = ((callSeconds[call] ?? 0) * 1_000) / (calls[call] ?? Number.NaN);
  return {
    'until VOD has answered the pull': pullMs / whole,
    'the start of the batch, in the Temporal server alone': startMs / whole,
    'the handler': QUICK_MS / whole,
    'the worker, with two steps and two hand-overs between its threads, and the confirm':
      (whole - pullMs - startMs - QUICK_MS) / whole,
    '(the whole of the plain loop)': plainMs / whole,
  };
}

/** Of events of one application that come one by one. */
export async function waysOf(arena: Arena, seconds: number, subAppId?: number): Promise<Way[]> {
  const enqueuedAt = new Map<number, number>();
  const deliveredMs = new Map<number, number>();
  const ways: Way[] = [];
  const unlisten = arena.onEntry((entry) => {
    if (entry.subAppId !== subAppId) return;
    if (entry.kind === 'enqueued') enqueuedAt.set(entry.eventId, entry.at);
    if (entry.kind !== 'delivered' && entry.kind !== 'confirmed') return;
    const began = enqueuedAt.get(entry.eventId);
    if (began === undefined) return;
    if (entry.kind === 'delivered') deliveredMs.set(entry.eventId, entry.at - began);
    else ways.push({ deliveredMs: deliveredMs.get(entry.eventId) ?? Number.NaN, confirmedMs: entry.at - began });
  });
  const count = seconds * PER_SECOND;
  for (let n = 0; n < count; n++) {
    arena.emulator.enqueue(eventsOf(1), { subAppId });
    await sleep(1_000 / PER_SECOND);
  }
  while (ways.length < count) await sleep(20);
  unlisten();
  return ways;
}
