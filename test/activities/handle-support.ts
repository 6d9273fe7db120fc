import type { MockActivityEnvironment } from '@temporalio/testing';
import { createHandleEvent, type HandleDeps } from '../../src/activities/handle';
import { HandlerRuns } from '../../src/activities/handler-runs';
import { startHandler } from '../../src/activities/start-handler';
import type { ActivityCall, HandleRequest } from '../../src/activities/types';
import { eventId } from '../../src/core/contract';
import { NO_TRACING } from '../../src/tracing/tracing';
import {
  environment,
  event,
  failureOf,
  inFakeTime,
  recordingLog,
  routesOf,
  SOURCE,
  run,
  telling,
  type Telling,
} from './support';

export const KEY = 'a-key';
export const ID = eventId(SOURCE, KEY);

export interface Handling extends HandleDeps {
  log: ReturnType<typeof recordingLog>;
  told: Telling;
  /** One attempt of the activity. */
  handle(more?: Partial<HandleRequest>, env?: MockActivityEnvironment): Promise<ActivityCall | void>;
  /** The handler as a batch would have started it before it handed the event over. */
  startInBatch(attempt?: number): ReturnType<HandlerRuns['start']>;
}

export function handling(
  routes: Record<string, unknown>,
  {
    parkedReportAfterMs,
    lastAttemptWasUnreadable = false,
  }: { parkedReportAfterMs?: number; lastAttemptWasUnreadable?: boolean } = {},
): Handling {
  const table = routesOf(routes);
  const log = recordingLog();
  const told = telling(log);
  const deps = {
    told,
    observe: told.observe,
    sources: new Map([[SOURCE, { routes: table }]]),
    runs: new HandlerRuns(10),
    log,
    tracing: NO_TRACING,
    parkedReportAfterMs,
    lastAttemptWasUnreadable: () => Promise.resolve(lastAttemptWasUnreadable),
  };
  const handleEvent = createHandleEvent(deps);
  const raw = event('a');
  return {
    ...deps,
    handle: (more = {}, env = environment()) =>
      run(env, handleEvent, { source: SOURCE, key: KEY, event: raw, tries: 0, ...more }),
    startInBatch: (attempt = 1) => {
      const handled = { key: KEY, type: raw.EventType, payload: raw.PullCompleteEvent, source: SOURCE };
      const route = table(handled);
      if (route?.kind !== 'run') throw new Error('There is no handler.');
      return startHandler(deps, route, handled, attempt, {});
    },
  };
}

/** An attempt that is cancelled while its handler runs, to its end. In fake time. */
export async function cutOff({ handle }: Handling): Promise<void> {
  const env = environment();
  const failed = failureOf(handle({}, env));
  await jest.advanceTimersByTimeAsync(1_000);
  env.cancel();
  await inFakeTime(failed);
}

export const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Rejects when its signal is aborted, as a handler should. */
export const heedful = (_event: unknown, { signal }: { signal: AbortSignal }): Promise<void> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
