/**
 * The line in which the confirms of a source wait for their turn at the API's rate. The one whose deadline is nearest is next, so that what
 * was interrupted and is tried again does not go to the end. Whoever leaves has used up nothing: after a stall many leave and come back, and
 * turns that were reserved for them would be lost to those that wait.
 */
import type { RateBudget } from '../core/rate-budget';

interface Waiting {
  /** ms since 1970 */
  deadline: number;
  settle(isItsTurn: boolean): void;
}

export class ConfirmLine {
  /** By deadline, the nearest first. */
  private readonly waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(readonly budget: RateBudget) {}

  changeRate(perSecond: number): void {
    this.budget.changeRate(perSecond);
    this.serve();
  }

  /** Resolves with true once a call may be made, and with false when its deadline has come or `signal` is aborted first. */
  async turn(deadline: number, signal: AbortSignal): Promise<boolean> {
    const waitMs = this.budget.waitMs(performance.now());
    if (signal.aborted || Date.now() + waitMs >= deadline) return false;
    return new Promise((resolve) => {
      const leave = (): void => waiting.settle(false);
      const waiting: Waiting = {
        deadline,
        settle: (isItsTurn) => {
          signal.removeEventListener('abort', leave);
          this.remove(waiting);
          resolve(isItsTurn);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.add(waiting);
      this.serve();
    });
  }

  private add(waiting: Waiting): void {
    const index = this.waiting.findLastIndex(({ deadline }) => deadline <= waiting.deadline);
    this.waiting.splice(index + 1, 0, waiting);
  }

  private remove(waiting: Waiting): void {
    const index = this.waiting.indexOf(waiting);
    if (index >= 0) this.waiting.splice(index, 1);
  }

  private serve(): void {
    clearTimeout(this.timer);
    for (let first = this.waiting[0]; first; first = this.waiting[0]) {
      const leftMs = first.deadline - Date.now();
      const waitMs = this.budget.waitMs(performance.now());
      if (leftMs > 0 && waitMs > 0) {
        this.timer = setTimeout(() => this.serve(), Math.min(leftMs, waitMs));
        return;
      }
      if (leftMs > 0) this.budget.reserve(performance.now());
      first.settle(leftMs > 0);
    }
  }
}
