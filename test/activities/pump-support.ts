import type { MockActivityEnvironment } from '@temporalio/testing';
import type { CallRecord } from '../../src/activities/call-record';
import { Beginnings } from '../../src/activities/beginnings';
import { Drain } from '../../src/activities/drain';
import { createPump, type PumpDeps } from '../../src/activities/pump';
import { Slots } from '../../src/activities/slots';
import type { PumpRequest } from '../../src/activities/types';
import {
  BATCH_WORKFLOW,
  type BatchInput,
  type BatchResult,
  type PumpMemory,
  type PumpReport,
} from '../../src/core/contract';
import { parseBatchInput } from '../../src/core/input';
import { createSourceClient, type SourcePolicy } from '../../src/activities/source-client';
import { NO_TRACING } from '../../src/tracing/tracing';
import type { RawEvent } from '../../src/vod/api';
import type { VodClient } from '../../src/vod/client';
import {
  environment,
  FakeTemporal,
  recordingLog,
  telling,
  SOURCE,
  TASK_QUEUE,
  type Start,
  type Telling,
  run,
  failureOf,
  inFakeTime,
} from './support';

/** What a pull brings: events, or an error to throw; after that many ms. */
export interface Answer {
  events?: object[];
  error?: Error;
  afterMs?: number;
}

const HELD: Answer = { events: [], afterMs: 5_000 };

export interface Pumping {
  temporal: FakeTemporal;
  drain: Drain;
  log: ReturnType<typeof recordingLog>;
  /** When pulls started. */
  pulls: number[];
  /** What was told of it. */
  told: Telling;
  calls: CallRecord;
  /** The reports of all heartbeats so far. */
  reports: PumpReport[];
  pump(request?: Partial<PumpRequest>, env?: MockActivityEnvironment): Promise<PumpMemory>;
  /** The inputs of the batches that were accepted, each of which `vodEventBatch` would take. */
  batches(): BatchInput[];
}

/** `pump` over a queue that gives these answers, then nothing any more; its batches end as `resultOf` says, at once and all done by default. */
export function pumping(answers: Answer[], deps: Partial<PumpDeps> = {}, policy: Partial<SourcePolicy> = {}): Pumping {
  const temporal = new FakeTemporal();
  temporal.resultOf = (start) => Promise.resolve(allDone(start));
  const drain = new Drain();
  const log = recordingLog();
  const pulls: number[] = [];
  const told = telling(log);
  const reports: PumpReport[] = [];
  const vod: VodClient = {
    pullEvents: async () => {
      const { events = [], error, afterMs = 0 } = answers[pulls.push(Date.now()) - 1] ?? HELD;
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      if (error) throw error;
      return { events: events as RawEvent[] };
    },
    confirmEvents: () => Promise.resolve({}),
    describeEventConfig: () => Promise.resolve({ config: {} }),
    modifyEventConfig: () => Promise.resolve({}),
    describeEventsState: () => Promise.resolve({ eventsToPull: 0 }),
    close: () => {},
  };
  const source = {
    ...createSourceClient(vod, { ratePerSecond: 1_000, confirmPolicy: 'owned', maxDeliveries: 10 }),
    ...policy,
  };
  const activity = createPump({
    client: temporal.client,
    taskQueue: TASK_QUEUE,
    observe: told.observe,
    handOvers: new Slots(50),
    sources: new Map([[SOURCE, source]]),
    drain,
    beginnings: new Beginnings(),
    maxOpenBatches: 150,
    quickBudgetMs: 2_000,
    tracing: NO_TRACING,
    ...deps,
  });
  return {
    temporal,
    drain,
    log,
    pulls,
    told,
    calls: source.calls,
    reports,
    pump: (request = {}, env = environment()) => {
      env.on('heartbeat', (report: PumpReport) => void reports.push(report));
      return run(env, activity, { source: SOURCE, ...request });
    },
    batches: () =>
      temporal.accepted.filter(({ type }) => type === BATCH_WORKFLOW).map(({ input }) => parseBatchInput(input)),
  };
}

export function allDone({ input }: Start): BatchResult {
  const { events } = parseBatchInput(input);
  return { done: events.length, owned: 0, left: 0, confirmed: events.length, unconfirmed: [], unfinished: [] };
}

/** Runs a pump for as long, and cancels it. In fake time. */
export async function pumpFor(ms: number, { pump }: Pumping, env = environment()): Promise<void> {
  const ended = failureOf(pump({}, env));
  await jest.advanceTimersByTimeAsync(ms);
  env.cancel();
  await inFakeTime(ended);
}
