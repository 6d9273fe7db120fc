/**
 * The pump's loop: pulls, gathers what came at about the same time into one turn, and gives each turn away as a batch.
 *
 * - **Width.** One pull at a time while idle; twice as many after each full answer, fewer after any other (core/pull-width). A pull that is
 *   under way is never cut short: VOD may have answered it already, and its events would be hidden for the whole window.
 * - **Gathering.** While answers come back full, or many events come, what they brought waits a moment to become one batch. Otherwise it goes
 *   out at once.
 * - **Holding back.** No pull starts while too many batches are open, before the rate budget allows it, or during a pause after an error.
 * - **Errors.** Configuration and bugs end the loop: a person must act. Everything else backs off and goes on.
 * - **Stopping.** No pull starts once the signal is aborted. Pulls under way come back in their own time and are given away like any other;
 *   `settled()` tells when.
 *
 * Neither Temporal nor the SDK is known here; the clock, the pull and the batches are injected.
 */
import { backoffMs } from '../core/backoff';
import {
  BUSY_EVENTS_PER_SECOND,
  GATHER_MS,
  MAX_EVENTS_PER_CALL,
  MAX_PULLS_PER_BATCH,
  MAX_PULL_WIDTH,
  MIN_EMPTY_PULL_MS,
  PULL_BACKOFF_INITIAL_MS,
  PULL_BACKOFF_MAXIMUM_MS,
} from '../core/defaults';
import { EventRate } from '../core/event-rate';
import { nextPullWidth } from '../core/pull-width';
import type { RateBudget } from '../core/rate-budget';
import type { RawEvent } from '../vod/api';
import { VodCallError } from '../vod/errors';
import { pause, withinMs } from '../waiting';

/** What pulls that returned at about the same time brought. */
export interface Turn {
  /** When the first of them arrived, ms since 1970. */
  pulledAt: number;
  events: RawEvent[];
  /** The last pull was full: VOD has more. */
  isBacklog: boolean;
}

export interface PumpLoopDeps {
  pull(): Promise<RawEvent[]>;
  /** Takes a turn. Must not throw. */
  give(turn: Turn): void;
  /** Whether another pull may start beside those that are under way or gathered and may bring so many events; in a backlog it will be full. */
  admits(pending: number, isBacklog: boolean): boolean;
  /** Resolves when a turn has been given, or a batch has closed. */
  changed(): Promise<void>;
  budget: RateBudget;
  /** The arrival of a response that is seen now, of a request made then; ms since 1970. */
  arrivedAt(requestedAt: number): number;
  onError(error: VodCallError, pauseMs: number): void;
  onPulled(code: 'ok' | 'empty'): void;
}

/** For pauses and rates: a clock that is set back must not stop the pump. */
const monotonicMs = (): number => performance.now();

export class PumpLoop {
  width = 1;
  private pulling = new Set<Promise<void>>();
  private gathered: Omit<Turn, 'isBacklog'> | undefined;
  private gatherTimer: NodeJS.Timeout | undefined;
  /** The last answer was full: more is to come, and worth waiting for. */
  private backlog = false;
  private readonly rate = new EventRate();
  private failures = 0;
  private pausedUntil = 0;
  private halting: Error | undefined;

  constructor(private readonly deps: PumpLoopDeps) {}

  /** Runs until `stop` is aborted. Rejects with the {@link VodCallError} that halts the pump, or with an error of our own code. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted && this.halting === undefined) {
      // Looked at anew after every wait: a pull may have come back meanwhile and changed each of them.
      if (this.pausedUntil > monotonicMs()) await pause(this.pausedUntil - monotonicMs(), stop);
      else if (this.pulling.size >= this.width) await withinMs(Promise.race(this.pulling), 60_000, stop);
      else if (this.isRoom()) await this.pullInTurn(stop);
      else await withinMs(Promise.race([...this.pulling, this.deps.changed()]), 60_000, stop);
    }
    if (this.halting !== undefined) throw this.halting;
  }

  /** Resolves once every pull that was under way has come back and its events are given away. */
  async settled(): Promise<void> {
    while (this.pulling.size > 0) await Promise.all(this.pulling);
    this.flush();
  }

  private async pullInTurn(stop: AbortSignal): Promise<void> {
    await pause(this.deps.budget.reserve(monotonicMs()), stop);
    const mayPull = this.pulling.size < this.width && this.pausedUntil <= monotonicMs() && this.isRoom();
    if (mayPull && !stop.aborted && this.halting === undefined) this.startPull();
  }

  private isRoom(): boolean {
    const pending = this.pulling.size * MAX_EVENTS_PER_CALL + (this.gathered?.events.length ?? 0);
    return this.deps.admits(pending, this.backlog);
  }

  private startPull(): void {
    const pull = this.pullOnce(monotonicMs(), Date.now()).finally(() => {
      this.pulling.delete(pull);
      this.flushIfDue();
    });
    this.pulling.add(pull);
  }

  private async pullOnce(startedAtMs: number, requestedAt: number): Promise<void> {
    try {
      const events = await this.deps.pull();
      this.failures = 0;
      this.backlog = events.length >= MAX_EVENTS_PER_CALL;
      this.width = nextPullWidth(this.width, events.length, MAX_PULL_WIDTH);
      if (events.length > 0) this.gather(events, this.deps.arrivedAt(requestedAt));
      else this.pauseAfterEmpty(startedAtMs);
      this.deps.onPulled(events.length > 0 ? 'ok' : 'empty');
    } catch (error) {
      this.fail(error);
    }
  }

  /** An answer that was not held is not a long poll; waiting as long ourselves keeps a wrong mode or application from being hammered. */
  private pauseAfterEmpty(startedAtMs: number): void {
    const now = monotonicMs();
    if (now - startedAtMs < MIN_EMPTY_PULL_MS) this.pausedUntil = Math.max(this.pausedUntil, now + MIN_EMPTY_PULL_MS);
  }

  private fail(error: unknown): void {
    if (!(error instanceof VodCallError)) {
      this.halting = error instanceof Error ? error : new Error(String(error));
      return;
    }
    if (error.errorClass === 'configuration' || error.errorClass === 'bug') {
      this.halting = error;
      return;
    }
    this.width = 1;
    this.backlog = false;
    // Parallel pulls that fail together are one failure.
    if (monotonicMs() >= this.pausedUntil) this.failures++;
    const shape = { initialMs: PULL_BACKOFF_INITIAL_MS, maximumMs: PULL_BACKOFF_MAXIMUM_MS };
    const pauseMs = backoffMs(this.failures + (error.errorClass === 'throttled' ? 2 : 0), shape, Math.random());
    this.pausedUntil = Math.max(this.pausedUntil, monotonicMs() + pauseMs);
    this.deps.onError(error, pauseMs);
  }

  private gather(events: RawEvent[], pulledAt: number): void {
    this.rate.add(events.length, monotonicMs());
    if (this.gathered) {
      this.gathered.events.push(...events);
      this.gathered.pulledAt = Math.min(this.gathered.pulledAt, pulledAt);
    } else {
      this.gathered = { pulledAt, events };
    }
  }

  /** Gives the turn away when nothing more is worth waiting for: few events come, or it is as much as a batch may hold. */
  private flushIfDue(): void {
    if (!this.gathered) return;
    const full = this.gathered.events.length >= MAX_PULLS_PER_BATCH * MAX_EVENTS_PER_CALL;
    // One that came alone need not wait, though a burst was not long ago.
    const isBusy = this.gathered.events.length > 1 && this.rate.perSecond(monotonicMs()) >= BUSY_EVENTS_PER_SECOND;
    if (full || !(this.backlog || isBusy)) this.flush();
    else this.gatherTimer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  private flush(): void {
    clearTimeout(this.gatherTimer);
    this.gatherTimer = undefined;
    const turn = this.gathered;
    this.gathered = undefined;
    if (turn) this.deps.give({ ...turn, isBacklog: this.backlog });
  }
}
