/**
 * A bounded number of things at once. Whoever finds none free waits in line for a limited time. Each source has a line of its own, and the
 * lines have their turns one after the other: one with a huge backlog does not keep the others waiting.
 */
export class Slots {
  /** By source, that whose turn is next first; no line is empty. */
  private readonly lines = new Map<string, Set<() => void>>();
  private free: number;

  constructor(readonly count: number) {
    this.free = count;
  }

  get taken(): number {
    return this.count - this.free;
  }

  /**
   * Takes a slot for a source, waiting up to `waitMs` or until `signal` is aborted. False when none came free; a taken slot must be given
   * back.
   */
  async take(source: string, waitMs: number, signal: AbortSignal): Promise<boolean> {
    if (this.free > 0) {
      this.free--;
      return true;
    }
    if (waitMs <= 0 || signal.aborted) return false;
    return new Promise((resolve) => {
      const settle = (taken: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        this.leave(source, next);
        resolve(taken);
      };
      const next = (): void => settle(true);
      const giveUp = (): void => settle(false);
      const timer = setTimeout(giveUp, waitMs);
      signal.addEventListener('abort', giveUp, { once: true });
      this.lineOf(source).add(next);
    });
  }

  /** Gives a slot back: to the first in the line whose turn it is, if there is one. */
  give(): void {
    const [turn] = this.lines;
    if (!turn) {
      this.free++;
      return;
    }
    const [source, line] = turn;
    this.lines.delete(source);
    this.lines.set(source, line);
    const [next] = line;
    next?.();
  }

  private lineOf(source: string): Set<() => void> {
    const line = this.lines.get(source) ?? new Set();
    this.lines.set(source, line);
    return line;
  }

  private leave(source: string, next: () => void): void {
    const line = this.lines.get(source);
    line?.delete(next);
    if (line?.size === 0) this.lines.delete(source);
  }
}
