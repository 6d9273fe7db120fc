import { MAX_EVENTS_PER_CALL } from './defaults';
import { chunk, halves } from './split';

/**
 * What is known of the handles of one confirm, by their positions. VOD answers for a call as a whole: one that it refuses is halved, down to
 * single handles, so that one stale handle costs the others nothing. A single handle that is refused has expired or was confirmed before, and
 * is done with either way.
 */
export class HandlesToConfirm {
  private readonly open: Set<number>;
  private readonly given = new Set<number>();

  constructor(handles: number) {
    this.open = new Set(Array.from({ length: handles }, (_, index) => index));
  }

  /** Neither confirmed nor refused. */
  get outstanding(): number[] {
    return [...this.open];
  }

  get refused(): number[] {
    return [...this.given];
  }

  get isSettled(): boolean {
    return this.open.size === 0;
  }

  /** The calls that are to be made for what is outstanding. */
  calls(): number[][] {
    return chunk(this.outstanding, MAX_EVENTS_PER_CALL);
  }

  confirmed(call: readonly number[]): void {
    for (const index of call) this.open.delete(index);
  }

  /** VOD refused this call; returns those that are to be made instead. */
  refuse(call: readonly number[]): number[][] {
    if (call.length > 1) return halves(call);
    for (const index of call) {
      this.open.delete(index);
      this.given.add(index);
    }
    return [];
  }
}
