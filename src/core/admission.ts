import {
  BAD_BATCH_BUDGETS,
  DEADLINE_MARGIN_MS,
  GOOD_BATCH_MS,
  INITIAL_OPEN_BATCHES,
  MIN_OPEN_BATCHES,
  WINDOW_MS,
} from './defaults';

/**
 * How many batches may be open at once. It follows what the window shows: every batch that closes in good time allows one more, one that
 * took long halves the number, because what is pulled and cannot be begun burns its window. So a backlog is met with a width that doubles
 * every round trip, and a process or server that cannot keep up is given less before anything is late.
 */
export class Admission {
  private current: number;
  private shrunkAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: AdmissionOptions) {
    this.current = Math.min(options.initial, options.maximum);
  }

  get limit(): number {
    return this.current;
  }

  /** A batch closed `tookMs` after its pull. */
  closed(tookMs: number, now: number): void {
    const { goodMs, badMs, minimum, maximum } = this.options;
    if (tookMs <= goodMs) {
      this.current = Math.min(this.current + 1, maximum);
    } else if (tookMs > badMs && now - this.shrunkAt >= badMs) {
      // Once for all the batches that were open together.
      this.shrunkAt = now;
      this.current = Math.max(Math.floor(this.current / 2), Math.min(minimum, maximum));
    }
  }
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

/** That of one pump in a process that serves so many sources. */
export function pumpAdmission(options: PumpAdmissionOptions): Admission {
  const { sources, quickBudgetMs, maximum } = options;
  return new Admission({
    initial: Math.max(1, Math.floor(INITIAL_OPEN_BATCHES / sources)),
    minimum: sources > 1 ? 1 : MIN_OPEN_BATCHES,
    maximum,
    goodMs: quickBudgetMs + GOOD_BATCH_MS,
    // A window that was used up is no good sign, however long handlers may take.
    get badMs() {
      return Math.min(options.budgetMs * BAD_BATCH_BUDGETS, WINDOW_MS - DEADLINE_MARGIN_MS);
    },
  });
}

interface PumpAdmissionOptions {
  sources: number;
  quickBudgetMs: number;
  /** How long a batch waits for handlers: under the policy `processed`, to which a source may change, more than the quick budget. */
  readonly budgetMs: number;
  maximum: number;
}
