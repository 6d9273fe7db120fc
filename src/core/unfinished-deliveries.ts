/**
 * How often each event was delivered and its handler did not finish, with the policy `processed`. By content, because an event without a
 * natural identity comes with another key each time; when two equal ones are counted as one, the worst is that they are parked sooner.
 * Bounded: the oldest go first, and an event that was forgotten is tried more often rather than dropped.
 */
export class UnfinishedDeliveries {
  private readonly counts = new Map<string, number>();

  constructor(private readonly limit: number) {}

  get(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** One more delivery in which it was not finished. */
  add(key: string, deliveries = 1): void {
    const total = this.get(key) + deliveries;
    this.counts.delete(key);
    this.counts.set(key, total);
    for (const oldest of this.counts.keys()) {
      if (this.counts.size <= this.limit) return;
      this.counts.delete(oldest);
    }
  }

  /** It is finished, or parked. */
  forget(key: string): void {
    this.counts.delete(key);
  }

  /** Takes over what another pump knew, where that is more. */
  merge(counts: Readonly<Record<string, number>>): void {
    for (const [key, total] of Object.entries(counts)) if (total > this.get(key)) this.add(key, total - this.get(key));
  }

  /** Oldest first. */
  toJSON(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }
}
