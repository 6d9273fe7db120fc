/**
 * The handlers that run in this process, by event.
 *
 * A run is one try of one handler. Whoever starts it may stop waiting for it (a batch, when its quick budget is over) and somebody else
 * may adopt it (the activity of the event's own workflow). While a run is here no second one is started for its event; that, and not a
 * lock anywhere else, is how a handler is kept from running beside itself. The outcome of a run is kept for a while, a failure until it is
 * collected: for an adopter who comes just after the handler settled, and for a batch that lost its workflow task and is begun again.
 */
import type { EventFailure } from '../core/contract';
import { errorText } from '../core/error-text';
import { OUTCOME_KEPT_MS } from '../core/defaults';
import { decisionOf, type Decision } from '../routes/decisions';
import { ForgetLater } from './forget-later';
import { Slots } from './slots';

export type Outcome = { ok: true } | FailedTry;

export interface FailedTry {
  ok: false;
  failure: EventFailure;
  /** What it asks for by its error. */
  decision?: Decision;
}

export interface HandlerRun {
  readonly outcome: Promise<Outcome>;
  readonly signal: AbortSignal;
  /** Whether the handler has settled. */
  readonly settled: boolean;
  /** Aborts the handler's signal. The outcome still is the handler's to settle. */
  abort(reason: Error): void;
  /** Sends the handler's heartbeats here from now on, the last one included. */
  onHeartbeat(sink: (details: unknown) => void): void;
}

/** `run` has the signal, which is only made when somebody looks at it. */
export type Try = (run: Pick<HandlerRun, 'signal'>, heartbeat: (details?: unknown) => void) => Promise<void> | void;

export class HandlerRuns {
  private readonly runs = new Map<string, HandlerRun>();
  private readonly unclaimedRuns = new Set<HandlerRun>();
  /** Not as a function: made beside the run, that would hold on to its event. */
  private readonly settled = new ForgetLater<{ id: string; run: HandlerRun }>(OUTCOME_KEPT_MS, ({ id, run }) =>
    this.collect(id, run),
  );
  /** Places for handlers that batches start; held until the handler settles, adopted or not. */
  readonly places: Slots;

  constructor(limit: number) {
    this.places = new Slots(limit);
  }

  find(id: string): HandlerRun | undefined {
    return this.runs.get(id);
  }

  /** Handlers that run and that no activity of an event's own workflow has taken over. */
  get unclaimed(): number {
    return this.unclaimedRuns.size;
  }

  /** The activity of the event's own workflow has it now. */
  claim(run: HandlerRun): void {
    this.unclaimedRuns.delete(run);
  }

  /** Takes a run out, so that the next try of this event is a new one. Call once its outcome has been used. */
  collect(id: string, run: HandlerRun): void {
    if (this.runs.get(id) === run) this.runs.delete(id);
  }

  /** Starts one try. `timeoutMs` aborts its signal. */
  start(id: string, attempt: Try, timeoutMs: number): HandlerRun {
    const ending = new LateSignal();
    let isSettled = false;
    let last: unknown;
    let sink: (details: unknown) => void = () => {};
    const timer = setTimeout(() => ending.abort(new HandlerTimeout(timeoutMs)), timeoutMs);
    timer.unref();
    const outcome = settle(() => attempt(ending, (details) => sink((last = details))));
    const run: HandlerRun = {
      outcome,
      get signal() {
        return ending.signal;
      },
      get settled() {
        return isSettled;
      },
      abort: (reason) => ending.abort(reason),
      onHeartbeat: (next) => {
        sink = next;
        if (last !== undefined) sink(last);
      },
    };
    this.unclaimedRuns.add(run);
    void outcome.then((settled) => {
      isSettled = true;
      clearTimeout(timer);
      sink = () => {};
      this.claim(run);
      // A success is remembered without the run, which holds on to the event.
      const kept = settled.ok ? SUCCEEDED : run;
      if (this.runs.get(id) === run) this.runs.set(id, kept);
      this.settled.add({ id, run: kept });
    });
    this.runs.set(id, run);
    return run;
  }
}

/** An `AbortController` that is made when somebody looks at its signal: one for every event was several hundredths of a worker's time (profiled). */
class LateSignal {
  private controller: AbortController | undefined;
  private aborted: { reason: Error } | undefined;

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.aborted) this.controller.abort(this.aborted.reason);
    return this.controller.signal;
  }

  abort(reason: Error): void {
    this.aborted ??= { reason };
    this.controller?.abort(reason);
  }
}

const SUCCEEDED: HandlerRun = {
  outcome: Promise.resolve({ ok: true }),
  signal: new AbortController().signal,
  settled: true,
  abort: () => {},
  onHeartbeat: () => {},
};

/** The signal's reason when a try has taken longer than its route allows. */
class HandlerTimeout extends Error {
  override readonly name = 'HandlerTimeout';
  constructor(readonly timeoutMs: number) {
    super(`The handler took longer than its route's timeout of ${timeoutMs} ms.`);
  }
}

/** Whatever a handler does becomes an outcome: it may throw at once, throw something that is no error, or return nonsense. */
async function settle(attempt: () => Promise<void> | void): Promise<Outcome> {
  try {
    await attempt();
    return { ok: true };
  } catch (error) {
    return failedTry(error);
  }
}

/** What is known of a try that ended with this error. */
export function failedTry(error: unknown): FailedTry {
  const decision = decisionOf(error);
  return { ok: false, failure: { ...errorText(error), at: Date.now() }, ...(decision && { decision }) };
}
