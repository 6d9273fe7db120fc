/**
 * What one process needs to serve its sources over a client of Temporal, whoever runs the workers: the deployable worker of this package, or
 * one that has it as a plugin. Sources share the task queue, the workers, the running handlers and their places; each has its own poller,
 * routes, keys and rates.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Client } from '@temporalio/client';
import type { Logger, WorkerDeploymentVersion } from '@temporalio/common';
import { createActivities, type Activities } from '../activities';
import { Beginnings } from '../activities/beginnings';
import { Drain } from '../activities/drain';
import { HandlerRuns } from '../activities/handler-runs';
import { Slots } from '../activities/slots';
import { ensurePoller } from '../client/poller';
import { homeTaskQueue } from '../core/contract';
import { MAX_HAND_OVERS } from '../core/defaults';
import type { Observe } from '../core/observe';
import type { Tracing } from '../tracing/tracing';
import { assertReadable } from './assert-readable';
import { ConfigurationError } from './errors';
import { observeHere } from './observe-here';
import { startObserver, type Observer } from './observer';
import { ServedSources, type ServedSource, type SourceConfig } from './sources';

export interface EngineOptions {
  /** Shares its connection with the workers: eager starts need that. */
  client: Client;
  taskQueue: string;
  /** At least one, each by a name of its own. */
  sources: readonly SourceConfig[];
  log: Logger;
  tracing: Tracing;
  quickBudgetMs: number;
  maxHandlers: number;
  maxOpenBatches: number;
  parkedReportAfterMs?: number;
  /** The version of the workers. Default none. */
  version?: WorkerDeploymentVersion;
}

export interface Engine {
  activities: Activities;
  /** The task queue that only this process polls. */
  home: string;
  drain: Drain;
  runs: HandlerRuns;
  observe: Observe;
  /** What is served, as it is now, by name. */
  sources: ReadonlyMap<string, ServedSource>;
  /**
   * Goes on with these sources: with other routes, keys, rates and policies from the next batch, call or delivery on. New ones get their pollers
   * first; when one cannot, nothing has changed. Others are pulled for no more, while what was pulled is finished; their pollers are left alone.
   * @throws ConfigurationError when one of them cannot be changed while it is served, UnreadablePollerError, or whatever a call to Temporal throws
   */
  replaceSources(sources: readonly SourceConfig[]): Promise<SourceChange>;
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

/** Names of sources. */
interface SourceChange {
  added: string[];
  removed: string[];
}

/** After the runtime is installed: it counts from the start. */
export function createEngine({ sources, ...options }: EngineOptions): Engine {
  const { client, taskQueue } = options;
  const observe = observeHere(options.log);
  const served = new ServedSources(sources);
  let observer: Observer | undefined;
  const drain = new Drain();
  const runs = new HandlerRuns(options.maxHandlers);
  const home = homeTaskQueue(taskQueue, `${hostname()}-${randomUUID()}`);
  const activities = createActivities({
    ...options,
    versioned: options.version !== undefined,
    home,
    drain,
    runs,
    beginnings: new Beginnings(),
    handOvers: new Slots(MAX_HAND_OVERS),
    sources: served.byName,
    observe,
  });
  const ensurePollers = async (names: readonly string[]): Promise<void> => {
    await Promise.all(names.map(async (source) => assertReadable(await ensurePoller(client, source, taskQueue))));
  };
  return {
    activities,
    home,
    drain,
    runs,
    observe,
    sources: served.byName,
    startObserver: () => (observer = startObserver({ client, observe, runs, sources: served.byName })),
    ensurePollers: () => ensurePollers(served.names()),
    replaceSources: async (next) => {
      const problems = served.problemsWith(next);
      if (problems.length > 0) throw new ConfigurationError(problems);
      const before = served.names();
      const added = next.filter(({ name }) => !before.includes(name));
      const names = added.map(({ name }) => name);
      // Before their pollers: a pump that came here too early would halt.
      for (const source of added) served.add(source);
      try {
        await ensurePollers(names);
      } catch (error) {
        names.forEach((name) => served.forget(name));
        throw error;
      }
      for (const source of next) if (!names.includes(source.name)) served.change(source);
      const removed = before.filter((name) => !next.some((source) => source.name === name));
      for (const source of removed) served.retire(source, () => observe('config:source:forgotten', { source }));
      observer?.follow();
      return { added: names, removed };
    },
    close: () => served.close(),
  };
}
