import type { Client } from '@temporalio/client';
import type { PollerView } from '../client/poller';
import type { WorkerConfig } from '../worker/config';
import type { SourceConfig } from '../worker/sources';
import type { VodClient } from '../vod/client';
import { VodCallError } from '../vod/errors';
import type { EventConfig } from '../vod/event-config';

/** What is looked at once for all sources. */
export interface TemporalContext {
  config: WorkerConfig;
  client: Client;
}

/** What is looked at for each source. Several checks look at one answer, so each is asked for once. */
export interface SourceContext {
  source: SourceConfig;
  vod: VodClient;
  /** None where Temporal cannot be reached. */
  temporal: TemporalContext | undefined;
  eventConfig: () => Promise<EventConfig | VodCallError>;
  /** Rejects as `status` of the poller's control does. */
  poller: () => Promise<PollerView>;
  now: () => number;
}

/** Asks on the first call, and gives the same answer to all of them. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}

/** A call's failure as a value. Anything else that is thrown is a bug. */
export async function orFailure<T>(call: Promise<T>): Promise<T | VodCallError> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof VodCallError) return error;
    throw error;
  }
}
