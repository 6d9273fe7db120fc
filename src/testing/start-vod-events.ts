import type { Client } from '@temporalio/client';
import type { VodEmulator } from './emulator/emulator';
import type { EmulatorOptions } from './emulator/options';
import type { WaitOptions } from './emulator/waiters';
import type { DoneEvent } from './handled-events';
import type { LogLine } from './recorded-log';
import type * as System from './system';

export interface TestSystemOptions {
  /** What a routes module exports. */
  readonly routes: object;
  /** `host:port` of a Temporal server whose time is real. Default what `TEMPORAL_*` say, or else 127.0.0.1:7233. */
  readonly address?: string;
  /** Default what `TEMPORAL_*` say, or else `default`. */
  readonly namespace?: string;
  /** Of the emulator; an empty pull is held for 200 ms by default. */
  readonly emulator?: EmulatorOptions;
  /** Of the worker, as its environment variables, such as `{ VOD_EVENTS_QUICK_BUDGET: '100ms' }`. Default those of the worker. */
  readonly settings?: Readonly<Record<`VOD_EVENTS_${string}`, string>>;
}

/** A VOD queue, a worker and its poller, in this process and over a real Temporal server. */
export interface TestSystem extends AsyncDisposable {
  /** Where events are put in, faults are armed, and what was confirmed is counted. */
  readonly emulator: VodEmulator;
  /** Of the same Temporal namespace. */
  readonly client: Client;
  /** Unique, as is `taskQueue`: several systems may share a namespace. */
  readonly source: string;
  readonly taskQueue: string;
  /** What handlers and worker logged, in order. */
  readonly log: readonly LogLine[];
  /** Every event that a handler was done with, in that order. */
  readonly handled: readonly DoneEvent[];
  /**
   * Resolves with the first event that a handler was done with and `predicate` takes, past ones included. For what no handler sees there is
   * `emulator.waitUntilConfirmed`.
   *
   * @throws EventWaitTimeoutError when there is none in time, SystemStoppedError, or whatever `predicate` throws
   */
  waitForEvent(predicate: (event: DoneEvent) => boolean, options?: WaitOptions): Promise<DoneEvent>;
  /** Ends the poller, drains the worker, stops the emulator. Calling it again does no harm. */
  stop(): Promise<void>;
}

/**
 * Starts a VOD emulator and a worker for it in this process, so that events put into the one come to the handlers of the other as in
 * production: `await using system = await startVodEvents({ routes })`, or `stop()` at the end.
 *
 * @throws InvalidRoutesError, InvalidEmulatorInputError or ConfigurationError with every problem of what was given
 * @throws TemporalUnavailableError when no Temporal server is at that address
 */
export function startVodEvents(options: TestSystemOptions): Promise<TestSystem> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- Temporal's native code is nothing that tests of mere handlers should load
  const { startSystem } = require('./system') as typeof System;
  return startSystem(options);
}
