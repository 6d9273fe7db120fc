/**
 * A fleet in simulated time: many sources, some workers, and the product's own rules of width, rate and admission. A worker is a number of
 * events a second that it shares out among its open batches; nothing else of the real one is here, and so
 * nothing waits to be begun.
 */
import { pumpAdmission, weightOf, weightWith, type Admission } from '../../src/core/admission';
import {
  GATHER_MS,
  MAX_EVENTS_PER_CALL,
  MAX_OPEN_BATCHES,
  MAX_PULLS_PER_BATCH,
  MAX_PULL_WIDTH,
  QUICK_BUDGET_MS,
  RATE_PER_SECOND,
} from '../../src/core/defaults';
import { nextPullWidth } from '../../src/core/pull-width';
import { RateBudget } from '../../src/core/rate-budget';

const TICK_MS = 20;
const ROUND_TRIP_MS = 20;
const LONG_POLL_MS = 5_000;

interface Batch {
  pulledAt: number;
  events: number;
  remaining: number;
  source: SimulatedSource;
}

export class SimulatedSource {
  served = 0;
  pulls = 0;
  /** The longest from pull to close, ms. */
  slowestMs = 0;
  private waiting: number;
  private due = 0;
  private width = 1;
  /** Weight of what is open. */
  private open = 0;
  private batches = 0;
  private pulling: number[] = [];
  private mayPullAt = 0;
  private backlog = false;
  private turn: { pulledAt: number; events: number; flushAt: number } | undefined;
  private readonly budget = new RateBudget(RATE_PER_SECOND);
  /** Of the worker that has it. */
  private admission: Admission | undefined;

  constructor(
    private readonly eventsPerSecond: number,
    backlog = 0,
  ) {
    this.waiting = backlog;
  }

  tick(now: number, worker: SimulatedWorker): void {
    const admission = (this.admission ??= worker.admission());
    this.due += (this.eventsPerSecond * TICK_MS) / 1_000;
    const arrived = Math.floor(this.due);
    this.due -= arrived;
    this.waiting += arrived;
    this.answer(now);
    this.flush(now, worker);
    while (
      this.pulling.length < this.width &&
      now >= this.mayPullAt &&
      admission.admits(weightWith(this.open, this.pending(), this.backlog), now)
    ) {
      // A reservation is made once and waited for.
      this.mayPullAt = now + this.budget.reserve(now);
      this.pulling.push(this.mayPullAt);
      this.pulls++;
    }
  }

  /** Events that pulls under way may bring, and that are gathered. */
  private pending(): number {
    return this.pulling.length * MAX_EVENTS_PER_CALL + (this.turn?.events ?? 0);
  }

  closed({ pulledAt, events }: Batch, now: number): void {
    this.open -= weightOf(events);
    if (--this.batches === 0) this.open = 0;
    this.served += events;
    this.slowestMs = Math.max(this.slowestMs, now - pulledAt);
    this.admission?.closed({ tookMs: now - pulledAt, weight: weightOf(events) }, now);
  }

  private answer(now: number): void {
    this.pulling = this.pulling.filter((startedAt) => {
      const mayAnswer = now >= startedAt + ROUND_TRIP_MS;
      const events = mayAnswer ? Math.min(MAX_EVENTS_PER_CALL, this.waiting) : 0;
      if (events === 0 && now < startedAt + LONG_POLL_MS) return true;
      this.waiting -= events;
      this.width = nextPullWidth(this.width, events, MAX_PULL_WIDTH);
      this.backlog = events === MAX_EVENTS_PER_CALL;
      if (events === 0) return false;
      this.turn ??= { pulledAt: now, events: 0, flushAt: now };
      this.turn.events += events;
      if (events === MAX_EVENTS_PER_CALL) this.turn.flushAt = this.turn.pulledAt + GATHER_MS;
      return false;
    });
  }

  private flush(now: number, worker: SimulatedWorker): void {
    const { turn } = this;
    if (!turn) return;
    if (now < turn.flushAt && turn.events < MAX_PULLS_PER_BATCH * MAX_EVENTS_PER_CALL) return;
    this.turn = undefined;
    this.open += weightOf(turn.events);
    this.batches++;
    worker.take({ pulledAt: turn.pulledAt, events: turn.events, remaining: turn.events, source: this });
  }
}

export class SimulatedWorker {
  private batches: Batch[] = [];
  private readonly admissions = new Set<Admission>();

  constructor(
    private readonly eventsPerSecond: number,
    readonly sources: readonly SimulatedSource[],
  ) {}

  /** Of one of its pumps. */
  admission(): Admission {
    const budgets = { quickBudgetMs: QUICK_BUDGET_MS, budgetMs: QUICK_BUDGET_MS };
    const options = { sources: this.sources.length, ...budgets, maximum: MAX_OPEN_BATCHES };
    const admission = pumpAdmission(options, this.admissions);
    this.admissions.add(admission);
    return admission;
  }

  take(batch: Batch): void {
    this.batches.push(batch);
  }

  tick(now: number): void {
    for (const source of this.sources) source.tick(now, this);
    let left = (this.eventsPerSecond * TICK_MS) / 1_000;
    // The smallest first, so that what they do not need goes to the others.
    const open = [...this.batches].sort((a, b) => a.remaining - b.remaining);
    open.forEach((batch, index) => {
      const share = Math.min(batch.remaining, left / (open.length - index));
      batch.remaining -= share;
      left -= share;
    });
    const isOpen = ({ remaining }: Batch): boolean => remaining > 1e-9;
    for (const batch of this.batches) if (!isOpen(batch)) batch.source.closed(batch, now);
    this.batches = this.batches.filter(isOpen);
  }
}

export function run(workers: readonly SimulatedWorker[], seconds: number): void {
  for (let now = 0; now < seconds * 1_000; now += TICK_MS) for (const worker of workers) worker.tick(now);
}
