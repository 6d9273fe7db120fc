/**
 * The keys of events that were processed and could not be confirmed. When such an event comes again it needs a confirm and nothing else.
 * Bounded: the oldest go first, and an event that was forgotten is processed twice rather than not at all.
 */
export class RedeliveryMemory {
  private readonly keys: Set<string>;

  constructor(
    private readonly limit: number,
    keys: Iterable<string> = [],
  ) {
    this.keys = new Set(keys);
    this.trim();
  }

  get size(): number {
    return this.keys.size;
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  remember(keys: Iterable<string>): void {
    for (const key of keys) {
      this.keys.delete(key);
      this.keys.add(key);
    }
    this.trim();
  }

  forget(keys: Iterable<string>): void {
    for (const key of keys) this.keys.delete(key);
  }

  /** Oldest first. */
  toJSON(): string[] {
    return [...this.keys];
  }

  private trim(): void {
    for (const key of this.keys) {
      if (this.keys.size <= this.limit) return;
      this.keys.delete(key);
    }
  }
}
