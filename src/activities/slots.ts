/** A bounded number of things at once. Whoever finds none free waits in line for a limited time. */
export class Slots {
  private readonly line = new Set<() => void>();
  private free: number;

  constructor(count: number) {
    this.free = count;
  }

  /** Takes a slot, waiting up to `waitMs` or until `signal` is aborted. False when none came free; a taken slot must be given back. */
  async take(waitMs: number, signal: AbortSignal): Promise<boolean> {
    if (this.free > 0) {
      this.free--;
      return true;
    }
    if (waitMs <= 0 || signal.aborted) return false;
    return new Promise((resolve) => {
      const settle = (taken: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        this.line.delete(next);
        resolve(taken);
      };
      const next = (): void => settle(true);
      const giveUp = (): void => settle(false);
      const timer = setTimeout(giveUp, waitMs);
      signal.addEventListener('abort', giveUp, { once: true });
      this.line.add(next);
    });
  }

  /** Gives a slot back: to the first in line, if there is one. */
  give(): void {
    const [next] = this.line;
    if (next) next();
    else this.free++;
  }
}
