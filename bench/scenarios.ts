import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { eventsOf, inArena, type Contender } from './arena';
import { quantile } from './statistics';

export interface Stage {
  client: Client;
  address: string;
}

/** Events a second over a backlog without a limit, and how the resident memory of the process grew. */
export function backlog(
  stage: Stage,
  contender: Contender,
  events: number,
): Promise<{ perSecond: number; memoryGrowth: number }> {
  return inArena({ ...stage, contender, rateLimit: Infinity }, async (arena) => {
    const before = arena.residentBytes();
    const { startedAt, endedAt } = await arena.enqueue(events);
    return { perSecond: (events * 1_000) / (endedAt - startedAt), memoryGrowth: arena.residentBytes() / before };
  });
}

/**
 * The share of what the API's limit of 100 calls a second lets through. The emulator's limiter may have saved up a second's worth of calls,
 * which is counted as used, so that no burst flatters the figure.
 */
export function ceiling(stage: Stage, contender: Contender, events: number): Promise<number> {
  return inArena({ ...stage, contender, rateLimit: 100 }, async (arena) => {
    const { startedAt, endedAt } = await arena.enqueue(events);
    const allowed = ((endedAt - startedAt) / 1_000 + 1) * 100 * 16;
    return events / allowed;
  });
}

/** From enqueued to confirmed, in ms, for events that come one by one, 20 a second. */
export function light(stage: Stage, contender: Contender, seconds: number): Promise<{ p50: number; p99: number }> {
  return inArena({ ...stage, contender, rateLimit: 100 }, async (arena) => {
    const enqueuedAt = new Map<number, number>();
    const latencies: number[] = [];
    arena.onEntry((entry) => {
      if (entry.kind === 'enqueued') enqueuedAt.set(entry.eventId, entry.at);
      if (entry.kind === 'confirmed') latencies.push(entry.at - (enqueuedAt.get(entry.eventId) ?? Number.NaN));
    });
    const count = seconds * 20;
    const target = arena.emulator.stats().confirmed + count;
    for (let n = 0; n < count; n++) {
      arena.emulator.enqueue(eventsOf(1));
      await sleep(50);
    }
    await arena.emulator.waitUntilConfirmed(target, { timeoutMs: 60_000 });
    return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
  });
}

/** History events of a batch of 16, and batches to 1,000 events under backlog, as the server has them. */
export function cost(stage: Stage, events: number): Promise<{ historyPerBatch: number; batchesPer1000: number }> {
  return inArena({ ...stage, contender: 'this', rateLimit: Infinity }, async (arena) => {
    const query = `TaskQueue = '${arena.name}' AND WorkflowType = 'vodEventBatch'`;
    const count = async (): Promise<number> => (await stage.client.workflow.count(query)).count;
    const before = await settled(count);
    await arena.enqueue(events);
    const batches = (await settled(count)) - before;
    await arena.enqueue(16);
    const lengths: number[] = [];
    await settled(count);
    for await (const { historyLength } of stage.client.workflow.list({
      query: `${query} AND ExecutionStatus = 'Completed'`,
    })) {
      if (historyLength > 0) lengths.push(historyLength);
      if (lengths.length >= 200) break;
    }
    return { historyPerBatch: quantile(lengths, 0.5), batchesPer1000: (batches * 1_000) / events };
  });
}

/** Visibility follows the server with a delay: waits until a figure stays the same. */
async function settled(figure: () => Promise<number>): Promise<number> {
  for (let last = await figure(); ;) {
    await sleep(1_000);
    const now = await figure();
    if (now === last) return now;
    last = now;
  }
}
