/**
 * What one process needs to serve its sources over a client of Temporal, whoever runs the workers: the deployable worker of this package, or
 * one that has it as a plugin. Sources share the task queue, the workers, the running handlers and their places; each has its own poller,
 * routes, keys and rates.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Client } from '@temporalio/client';
import type { Logger } from '@temporalio/common';
import { createActivities, type Activities } from '../activities';
import { Drain } from '../activities/drain';
import { HandlerRuns } from '../activities/handler-runs';
import { Slots } from '../activities/slots';
import { ensurePoller } from '../client/poller';
import { homeTaskQueue } from '../core/contract';
import { MAX_HAND_OVERS } from '../core/defaults';
import type { Observe } from '../core/observe';
import { assertReadable } from './assert-readable';
import { observeHere } from './observe-here';
import { startObserver, type Observer } from './observer';
import { serveSources, type SourceConfig } from './sources';

export interface EngineOptions {
  /** Shares its connection with the workers: eager starts need that. */
  client: Client;
  taskQueue: string;
  /** At least one, each by a name of its own. */
  sources: readonly SourceConfig[];
  log: Logger;
  quickBudgetMs: number;
  maxHandlers: number;
  maxOpenBatches: number;
  parkedReportAfterMs?: number;
}

export interface Engine {
  activities: Activities;
  /** The task queue that only this process polls. */
  home: string;
  drain: Drain;
  runs: HandlerRuns;
  observe: Observe;
  /** Looks at what nobody tells of, until it is stopped. */
  startObserver(): Observer;
  /**
   * Makes sure that every source has its poller and that it can be read here.
   * @throws UnreadablePollerError, or whatever a call to Temporal throws
   */
  ensurePollers(): Promise<void>;
  /** Closes idle sockets. Calls under way go on. */
  close(): void;
}

/** After the runtime is installed: it counts from the start. */
export function createEngine({ sources, ...options }: EngineOptions): Engine {
  const { client, taskQueue } = options;
  const observe = observeHere(options.log);
  const served = serveSources(sources);
  const drain = new Drain();
  const runs = new HandlerRuns(options.maxHandlers);
  const home = homeTaskQueue(taskQueue, `${hostname()}-${randomUUID()}`);
  const activities = createActivities({
    ...options,
    home,
    drain,
    runs,
    handOvers: new Slots(MAX_HAND_OVERS),
    sources: served,
    observe,
  });
  return {
    activities,
    home,
    drain,
    runs,
    observe,
    startObserver: () => startObserver({ client, observe, runs, sources: served }),
    ensurePollers: async () => {
      await Promise.all(
        [...served.keys()].map(async (source) => assertReadable(await ensurePoller(client, source, taskQueue))),
      );
    },
    close: () => served.forEach(({ vod }) => vod.close()),
  };
}
