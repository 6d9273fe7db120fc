/**
 * What nobody tells of by itself, looked at now and then by every worker: the state of the pollers, the events that are owned and parked, and
 * how many wait at VOD. Nothing that is seen here changes what becomes of an event.
 */
import type { Client } from '@temporalio/client';
import type { HandlerRuns } from '../activities/handler-runs';
import { pause } from '../activities/waiting';
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
  /** One for each source, in their order. */
  pollers: readonly PollerWatch[];
  stop(): void;
}

export function startObserver({ client, observe, runs, sources }: ObserverDeps): Observer {
  const over = new AbortController();
  const stopSampling = startSampling({ observe, runs, sources });
  const pollers: PollerWatch[] = [];
  for (const [source, { vod }] of sources) {
    const poller = new PollerWatch(client, observe, source);
    const counts = new EventCounts(client, observe, source);
    const backlog = new Backlog(vod, observe, source);
    pollers.push(poller);
    const look = async (): Promise<number> => {
      await Promise.all([poller.look(), counts.count()]);
      return WATCH_EVERY_MS;
    };
    void repeat(look, over.signal);
    void repeat(() => backlog.ask(), over.signal);
  }
  return {
    pollers,
    stop: () => {
      over.abort();
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
