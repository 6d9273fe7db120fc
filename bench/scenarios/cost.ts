import { setTimeout as sleep } from 'node:timers/promises';
import { eventsOf, inArena, type Arena } from '../arena';
import { difference, type ServerCounters, type Stage } from '../stage';
import { median } from '../statistics';

const ALONE = 20;

export interface Cost {
  /** History events of a batch. */
  historyAlone: number;
  historyInBacklog: number;
  /** Billable actions: by the server's own counter, the pump's heartbeats among them. */
  actionsPerBatchAlone?: number;
  actionsPerEventInBacklog?: number;
  batchesPer1000InBacklog: number;
  /** Of the worker, in a backlog. */
  cpuSecondsPer1000: number;
  /** Calls that the server answered for each batch of a backlog, by their names. */
  callsPerBatchInBacklog?: Record<string, number>;
}

/** What batches cost the server: of one event each, one after the other, and in a backlog without a limit. */
export function cost(stage: Stage, events: number): Promise<Cost> {
  return inArena(stage, { contender: 'this' }, async (arena) => {
    const alone = await during(stage, arena, async () => {
      for (let n = 0; n < ALONE; n++) await arena.run(eventsOf(1));
    });
    const cpuBefore = arena.cpuSeconds();
    const backlog = await during(stage, arena, () => arena.run(eventsOf(events)));
    const cpuSecondsPer1000 = ((arena.cpuSeconds() - cpuBefore) * 1_000) / events;
    const perBatch = ({ batches, counters }: Seen, calls = counters?.calls ?? {}): Record<string, number> =>
      Object.fromEntries(
        Object.entries(calls)
          .map(([call, count]) => [call, count / batches] as const)
          .filter(([, count]) => count >= 0.05),
      );
    return {
      historyAlone: alone.historyLength,
      historyInBacklog: backlog.historyLength,
      ...(alone.counters && { actionsPerBatchAlone: alone.counters.actions / alone.batches }),
      ...(backlog.counters && { actionsPerEventInBacklog: backlog.counters.actions / events }),
      cpuSecondsPer1000,
      batchesPer1000InBacklog: (backlog.batches * 1_000) / events,
      ...(backlog.counters && { callsPerBatchInBacklog: perBatch(backlog) }),
    };
  });
}

interface Seen {
  batches: number;
  historyLength: number;
  counters?: ServerCounters;
}

async function during(stage: Stage, arena: Arena, act: () => Promise<unknown>): Promise<Seen> {
  const query = `TaskQueue = '${arena.name}' AND WorkflowType = 'vodEventBatch'`;
  const count = async (): Promise<number> => (await stage.client.workflow.count(query)).count;
  const batchesBefore = await settled(count);
  const before = await stage.counters?.();
  const since = new Date();
  await act();
  const batches = (await settled(count)) - batchesBefore;
  // Not before: the server's counters lag behind, too.
  const after = await stage.counters?.();
  const lengths: number[] = [];
  const closed = `${query} AND ExecutionStatus = 'Completed' AND StartTime >= '${since.toISOString()}'`;
  for await (const { historyLength } of stage.client.workflow.list({ query: closed })) {
    if (historyLength > 0) lengths.push(historyLength);
    if (lengths.length >= 200) break;
  }
  return {
    batches,
    historyLength: median(lengths),
    ...(after && before && { counters: difference(after, before) }),
  };
}

/** Visibility follows the server with a delay: waits until a figure stays the same. */
async function settled(figure: () => Promise<number>): Promise<number> {
  for (let last = await figure(); ;) {
    await sleep(1_500);
    const now = await figure();
    if (now === last) return now;
    last = now;
  }
}
