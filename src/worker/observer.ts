/**
 * What nobody tells of by itself, looked at now and then by every worker: the state of the pollers, the events that are owned and parked, and
 * how many wait at VOD. Nothing that is seen here changes what becomes of an event.
 */
import type { Client } from '@temporalio/client';
import type { HandlerRuns } from '../activities/handler-runs';
import { pause } from '../waiting';
import { WATCH_EVERY_MS } from '../core/defaults';
import type { Observe } from '../core/observe';
import { Backlog } from './backlog';
import { EventCounts } from './event-counts';
import { PollerWatch } from './poller-watch';
import { startSampling } from './samples';
import type { ServedSource } from './sources';

export interface ObserverDeps {
  client: Client;
  observe: Observe;
  runs: HandlerRuns;
  sources: ReadonlyMap<string, ServedSource>;
}

export interface Observer {
  /** One for each source that is pulled for, as they are now. */
  pollers: readonly PollerWatch[];
  /** Looks at the sources that are served now, and no more at others. */
  follow(): void;
  stop(): void;
}

export function startObserver({ client, observe, runs, sources }: ObserverDeps): Observer {
  const stopSampling = startSampling({ observe, runs, sources });
  const pollers: PollerWatch[] = [];
  const ends = new Map<ServedSource, () => void>();
  const begin = (source: string, served: ServedSource): void => {
    const over = new AbortController();
    const poller = new PollerWatch(client, observe, source);
    const counts = new EventCounts(client, observe, source);
    const backlog = new Backlog(served, observe, source);
    pollers.push(poller);
    ends.set(served, () => {
      over.abort();
      pollers.splice(pollers.indexOf(poller), 1);
    });
    const look = async (): Promise<number> => {
      await Promise.all([poller.look(), counts.count()]);
      return WATCH_EVERY_MS;
    };
    void repeat(look, over.signal);
    void repeat(() => backlog.ask(), over.signal);
  };
  const follow = (): void => {
    for (const [source, served] of sources) {
      const isPulledFor = !served.retirement.signal.aborted;
      if (isPulledFor && !ends.has(served)) begin(source, served);
    }
    for (const [served, end] of ends) {
      if (!served.retirement.signal.aborted) continue;
      end();
      ends.delete(served);
    }
  };
  follow();
  return {
    pollers,
    follow,
    stop: () => {
      for (const end of ends.values()) end();
      ends.clear();
      stopSampling();
    },
  };
}

/** Spread, so that the workers of a fleet and the sources of a worker do not ask in step. */
async function repeat(look: () => Promise<number>, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const pauseMs = await look();
    await pause(pauseMs * (0.9 + 0.2 * Math.random()), over);
  }
}
