/**
 * How often each event was delivered and its handler did not finish, with the policy `processed`. By content, because an event without a
 * natural identity comes with another key each time; when two equal ones are counted as one, the worst is that they are parked sooner.
 * Bounded: while it is full no others are counted. Forgetting some for others would let a thousand and one of them come again for ever.
 */
export class UnfinishedDeliveries {
  private readonly counts = new Map<string, number>();

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.counts.size;
  }

  get(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** One more delivery in which it was not finished. */
  add(key: string): void {
    if (this.counts.has(key) || this.counts.size < this.limit) this.counts.set(key, this.get(key) + 1);
  }

  /** It is finished, or parked. */
  forget(key: string): void {
    this.counts.delete(key);
  }

  /** Takes over what another pump knew, which was there after this process. */
  replace(counts: Readonly<Record<string, number>>): void {
    this.counts.clear();
    for (const [key, total] of Object.entries(counts).slice(0, this.limit)) this.counts.set(key, total);
  }

  toJSON(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }
}
