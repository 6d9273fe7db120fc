import {
  BAD_BATCH_BUDGETS,
  DEADLINE_MARGIN_MS,
  GOOD_BATCH_MS,
  INITIAL_OPEN_BATCHES,
  MAX_EVENTS_PER_CALL,
  MAX_PULLS_PER_BATCH,
  MIN_OPEN_BATCHES,
  WINDOW_MS,
} from './defaults';

/** What a batch's workflow costs, in events. */
const EVENTS_TO_A_WORKFLOW = 64;
/** How far one batch that closes neither soon nor late moves the limit at most. */
const FAIR_STEP = 0.5;
/** A worker that is not short of time begins with a batch sooner: at full speed 200 ms after the first of its pulls (measured). */
const SOON_BEGUN_MS = 500;
/** Where Temporal is far away it cannot: then it is soon up to this multiple of the quickest. */
const SOON_BEGUN_QUICKEST = 3;
/** In a backlog no turn is begun from nothing for less: with little room at a time sixteen sources had a tenth more batches for the same events (measured). */
const WORTH_A_TURN = (MAX_PULLS_PER_BATCH * MAX_EVENTS_PER_CALL) / 2;
/** A pump that had no room for one more within this time counts as one that could do with more. */
const WANTING_MS = 10_000;

/**
 * What a batch of so many events counts for, of a full one; nothing without events, for that is no batch. The workflow costs what about 64 events
 * do, whatever it holds (measured by the processor time of batches of 1 and of 256).
 */
export function weightOf(events: number): number {
  if (events === 0) return 0;
  const full = MAX_PULLS_PER_BATCH * MAX_EVENTS_PER_CALL;
  return (EVENTS_TO_A_WORKFLOW + events) / (EVENTS_TO_A_WORKFLOW + full);
}

/**
 * The weight of what is open and of events that are pending: gathered, or on their way. In a backlog, where none are yet, of a turn that is worth
 * a batch beside those that are open.
 */
export function weightWith(open: number, pending: number, isBacklog: boolean): number {
  return open + weightOf(isBacklog && pending === 0 && open > 0 ? WORTH_A_TURN : pending);
}

/**
 * How many batches may be open at once, counted in full ones. It follows what the window shows: every batch that was begun soon and closes in
 * good time allows one more like it, one that took long halves the number, because what is pulled and cannot be begun burns its window. So a
 * backlog is met with a width that doubles every round trip, and a process or server that cannot keep up is given less before anything is late.
 *
 * Pumps of one process that could all do with more get about the same: who has more than the mean widens as much as one at the mean, and
 * while batches close neither soon nor late each moves towards it, a little beyond when it was served less of late. Who is slow for reasons of his own is no measure for the others: theirs close
 * in good time, and they widen whatever he does.
 */
export class Admission {
  /** Of 2.4, two fifths of the time 3 are allowed and else 2: with few to each, the same number to all would mostly be too many or too few. */
  private current: number;
  private carried = 0;
  /** Weight of what closed, of each batch less the longer ago it was. */
  private pace = 0;
  private pacedAt = 0;
  private shrunkAt = Number.NEGATIVE_INFINITY;
  private refusedAt = Number.NEGATIVE_INFINITY;
  private quickestMs = Number.POSITIVE_INFINITY;

  /** `pumps` are those of the process. */
  constructor(
    private readonly options: AdmissionOptions,
    private readonly pumps: ReadonlySet<Admission> = new Set(),
  ) {
    this.current = Math.min(options.initial, options.maximum);
  }

  get limit(): number {
    return Math.floor(this.current + this.carried);
  }

  /** Whether there is room for this weight (see {@link weightWith}), which is zero only if nothing is open. `now` is of a clock that is never set back, ms. */
  admits(open: number, now: number): boolean {
    const isRoom = open <= 0 || open < this.limit;
    if (!isRoom) this.refusedAt = now;
    return isRoom;
  }

  closed({ tookMs, begunMs, weight }: ClosedBatch, now: number): void {
    const { initial, goodMs, badMs, minimum, maximum } = this.options;
    const fair = this.fairLimit(weight, now);
    this.pace = this.paceAt(now) + weight;
    this.pacedAt = now;
    const isSoon = this.isSoon(begunMs);
    let next = this.current;
    // What it began with is never too much for batches that close in good time: Temporal may have become slower than it was.
    if (tookMs <= goodMs && (isSoon || next < initial)) {
      next += weight * Math.min(1, fair / next);
    } else if (tookMs <= badMs) {
      // Not below what it began with, or those that are slow for reasons of their own would drag it along.
      const towards = Math.max(fair, Math.min(next, initial));
      next += Math.max(-FAIR_STEP, Math.min(FAIR_STEP, towards - next));
    } else if (now - this.shrunkAt >= badMs) {
      // Once for all the batches that were open together.
      this.shrunkAt = now;
      next /= 2;
    }
    this.current = Math.min(Math.max(next, Math.min(minimum, maximum)), maximum);
    this.carried = (this.carried + this.current) % 1;
  }

  /**
   * A batch that waits because the worker is busy with others would gain nothing by one more: before this was looked at, four sources with a
   * backlog had batches of three seconds, and sixteen so many that workflow tasks were lost (measured).
   */
  private isSoon(begunMs: number | undefined): boolean {
    // A clock was set back, or it ran in another process, which tells nothing of this one.
    if (begunMs === undefined || begunMs < 0) return true;
    this.quickestMs = Math.min(this.quickestMs, begunMs);
    const quickestMs = Math.min(this.quickestMs, ...[...this.pumps].map((pump) => pump.quickestMs));
    return begunMs <= Math.max(SOON_BEGUN_MS, SOON_BEGUN_QUICKEST * quickestMs);
  }

  /** The mean limit of this one and of those that could have done with more lately; more for who was served less than they, and the other way round. */
  private fairLimit(closing: number, now: number): number {
    const wanting = [...this.pumps].filter((pump) => pump !== this && now - pump.refusedAt <= WANTING_MS);
    const limit = meanOf([this.current, ...wanting.map(({ current }) => current)]);
    // Half of what closes: at this moment it is the last or the first of all, depending on whether it counts.
    const own = this.paceAt(now) + closing / 2;
    const pace = meanOf([own, ...wanting.map((pump) => pump.paceAt(now))]);
    return limit * Math.min(2, Math.max(0.5, pace / own));
  }

  private paceAt(now: number): number {
    return this.pace * Math.exp((this.pacedAt - now) / WINDOW_MS);
  }
}

const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export interface ClosedBatch {
  /** From its pull, ms. */
  tookMs: number;
  /** From its pull until its processing began, ms; undefined without a backlog, and if that was in another process, or not at all. */
  begunMs?: number | undefined;
  weight: number;
}

export interface AdmissionOptions {
  initial: number;
  minimum: number;
  maximum: number;
  /** Up to this a batch closed in good time, ms. */
  goodMs: number;
  /** Beyond this it took too long, ms. Looked at for every batch: it may change. */
  readonly badMs: number;
}

/** That of one pump in a process that serves so many sources, beside those of its other pumps. */
export function pumpAdmission(options: PumpAdmissionOptions, pumps?: ReadonlySet<Admission>): Admission {
  const { sources, quickBudgetMs, maximum } = options;
  const own = {
    initial: INITIAL_OPEN_BATCHES / sources,
    minimum: MIN_OPEN_BATCHES / sources,
    maximum,
    goodMs: quickBudgetMs + GOOD_BATCH_MS,
    // A window that was used up is no good sign, however long handlers may take.
    get badMs() {
      return Math.min(options.budgetMs * BAD_BATCH_BUDGETS, WINDOW_MS - DEADLINE_MARGIN_MS);
    },
  };
  return new Admission(own, pumps);
}

interface PumpAdmissionOptions {
  sources: number;
  quickBudgetMs: number;
  /** How long a batch waits for handlers: under the policy `processed`, to which a source may change, more than the quick budget. */
  readonly budgetMs: number;
  maximum: number;
}
