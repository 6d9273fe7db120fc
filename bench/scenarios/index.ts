/** The scenarios by name, in the order in which they are run. */
import type { MeasureName } from '../measures';
import type { Results } from '../report';
import type { Sizes } from '../sizes';
import type { Stage } from '../stage';
import { backlog, ceiling, failing, megabytes } from './backlog';
import { cost } from './cost';
import { death } from './crash';
import { light } from './light';
import { mixed } from './mixed';
import { idle, memory, start } from './resources';
import { processes, smallBesideBig, sources } from './scale';

export type Note = (name: MeasureName, value: number) => void;

interface Turn {
  stage: Stage;
  sizes: Sizes;
  note: Note;
  results: Results;
}

export interface Scenario {
  /** Too long to be repeated in every round. */
  once?: boolean;
  /** It does next to nothing, so little can be stolen from it, and takes too long to be repeated for that. */
  isQuiet?: boolean;
  run(turn: Turn): Promise<void>;
}

export const SCENARIOS = {
  uncapped: {
    run: async ({ stage, sizes, note }) => {
      const ours = await backlog(stage, 'this', sizes.backlog);
      const others = [
        ['uncapped', 'plain', sizes.backlog],
        ['uncappedNeverWaits', 'never-waits', sizes.backlog],
        ['uncappedSqs', 'sqs', sizes.backlog],
        ['uncappedRegular', 'regular', sizes.smallBacklog * 3],
        ['literal', 'literal', sizes.smallBacklog],
      ] as const;
      for (const [name, contender, events] of others) note(name, ours / (await backlog(stage, contender, events)));
    },
  },
  ceiling: {
    run: async ({ stage, sizes, note }) => note('ceiling', await ceiling(stage, sizes.backlog)),
  },
  light: {
    run: async ({ stage, sizes, note, results }) => {
      const { p50, p99, steps } = await light(stage, sizes.lightSeconds);
      note('lightP50', p50);
      note('lightP99', p99);
      results.singleSteps = steps;
    },
  },
  failing: {
    run: async ({ stage, sizes, note }) => note('failing', await failing(stage, sizes.backlog)),
  },
  crash: {
    run: async ({ stage, note }) => {
      const killed = await death(stage, 'SIGKILL');
      note('crashSeconds', killed.inFlightSeconds);
      note('crashTakeover', killed.takeover);
      note('crashRedelivered', killed.redelivered);
      note('crashRedeliveredStarted', killed.redeliveredThoughStarted);
      const ended = await death(stage, 'SIGTERM');
      note('termTakeover', ended.takeover);
      note('termDrain', ended.drain);
      note('termRedelivered', ended.redelivered);
    },
  },
  start: {
    run: async ({ stage, note }) => note('start', await start(stage)),
  },
  sizes: {
    once: true,
    run: async ({ stage, sizes, note }) => {
      const ours: number[] = [];
      for (const [name, bytes] of [
        ['size1', 1_000],
        ['size16', 16_000],
        ['size100', 100_000],
      ] as const) {
        const total = Math.max(sizes.sizeBytes, bytes * sizes.fewestOfASize);
        const mine = await megabytes(stage, 'this', bytes, total);
        note(name, mine / (await megabytes(stage, 'plain', bytes, total)));
        ours.push(mine);
      }
      note('sizeCliff', (ours.at(-1) ?? Number.NaN) / (ours[0] ?? Number.NaN));
    },
  },
  cost: {
    once: true,
    run: async ({ stage, sizes, note, results }) => {
      const figures = await cost(stage, sizes.backlog);
      note('historyAlone', figures.historyAlone);
      note('historyInBacklog', figures.historyInBacklog);
      if (figures.actionsPerBatchAlone !== undefined) note('actionsAlone', figures.actionsPerBatchAlone);
      if (figures.actionsPerEventInBacklog !== undefined) note('actionsInBacklog', figures.actionsPerEventInBacklog);
      note('batchesPer1000', figures.batchesPer1000InBacklog);
      note('cpuPer1000', figures.cpuSecondsPer1000);
      results.callsPerBatch = figures.callsPerBatchInBacklog;
    },
  },
  idle: {
    once: true,
    isQuiet: true,
    run: async ({ stage, sizes, note }) => {
      const figures = await idle(stage, sizes.idleSeconds);
      note('idlePulls', figures.pullsPerSecond);
      if (figures.actionsPerHour !== undefined) note('idleActions', figures.actionsPerHour);
      note('idleCpu', figures.cpu);
    },
  },
  memory: {
    once: true,
    run: async ({ stage, sizes, note }) => {
      const { bytesPer1000InFlight, mostBytes, growth, laterGrowth } = await memory(stage, sizes.memoryEvents);
      note('memoryInFlight', bytesPer1000InFlight / 1e6);
      note('memoryMost', mostBytes / 1e6);
      note('memoryGrowth', growth);
      note('memoryLater', laterGrowth);
    },
  },
  scale: {
    once: true,
    run: async ({ stage, sizes, note }) => {
      const one = await processes(stage, 1, sizes.backlog);
      note('processes2', (await processes(stage, 2, sizes.backlog)) / one);
      note('processes4', (await processes(stage, 4, sizes.backlog)) / one);
      const single = await sources(stage, 1, sizes.backlog);
      for (const [count, ratio, fairness] of [
        [4, 'sources4', 'fairness4'],
        [16, 'sources16', 'fairness16'],
      ] as const) {
        // Many sources with few batches each would tell by how many the last ones differ, not how they share.
        const shared = await sources(stage, count, sizes.backlog * Math.max(1, count / 2));
        note(ratio, shared.perSecond / single.perSecond);
        note(fairness, shared.fairness);
      }
      note('smallBesideBig', await smallBesideBig(stage, sizes.backlog * 2, sizes.lightSeconds));
    },
  },
  mixed: {
    once: true,
    run: async ({ stage, sizes, note }) => {
      const ours = await mixed(stage, 'this', sizes.mixedSeconds);
      note('mixedFirst', ours.confirmedOnFirstDelivery);
      note('mixedRedelivered', ours.redelivered);
      note('mixedTwice', ours.processedTwice);
      note('mixedProcessed', ours.processed);
      const neverWaits = await mixed(stage, 'never-waits', sizes.mixedSeconds / 2);
      note('mixedFirstNeverWaits', neverWaits.confirmedOnFirstDelivery);
      note('mixedTwiceNeverWaits', neverWaits.processedTwice);
    },
  },
} satisfies Record<string, Scenario>;
