import { readFileSync } from 'node:fs';
import type { ConfirmPolicy } from '../../src/core/contract';
import type { JournalEntry } from '../../src/testing';

/** One line of the handlers' journal; `at` is by a clock without skew. */
export interface HandlerLine {
  step: 'began' | 'failed' | 'ended';
  chaosId: string;
  pid: number;
  attempt: number;
  /** ms since 1970 */
  at: number;
}

/** One event as it was enqueued. */
export interface ChaosEvent {
  /** The emulator's id. */
  eventId: number;
  /** What its payload is known by in the handlers' journal; a duplicate has that of its original. */
  chaosId: string;
  content: Record<string, unknown>;
  /** Whether it has a natural identity. */
  identity: boolean;
  duplicate: boolean;
}

/** How a worker process ended. */
export interface WorkerEnd {
  place: string;
  /** The last signal it was sent. */
  asked: NodeJS.Signals | undefined;
  /** It was sent SIGTERM while it drained already, which ends a worker at once. */
  askedTwice: boolean;
  /** How old it was then. */
  ageMs: number;
  /** A signal or an exit code. */
  how: string;
}

/** A `vodEvent` that was started. */
export interface OwnedEvent {
  key: string;
  /** ms since 1970, by the server. */
  startedAt: number;
  open: boolean;
  parked: boolean;
}

/** Everything a run leaves behind. Times are ms since 1970 on one clock. */
export interface Evidence {
  journal: readonly JournalEntry[];
  handlers: readonly HandlerLine[];
  events: readonly ChaosEvent[];
  owned: readonly OwnedEvent[];
  ends: readonly WorkerEnd[];
  confirmPolicy: ConfirmPolicy;
  /** What was done to the system; decides how much may be asked of it. */
  disturbances: Disturbances;
}

interface Disturbances {
  /** A worker process was killed, or stopped for a while. */
  crashed: boolean;
  /** A worker process was told to end. */
  drained: boolean;
  /** Temporal was away. */
  temporalDown: boolean;
  /** VOD was away, failed or was late. */
  vodFailed: boolean;
  /** The harness itself pulled. */
  otherConsumer: boolean;
}

/** Whole lines only: a process may have been killed in the middle of one. */
export function readHandlerLines(file: string): HandlerLine[] {
  const text = readFileSync(file, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as HandlerLine);
}
