/** After so long two thirds of what came have faded away: soon enough that a burst is forgotten when the next single event comes. */
const MEMORY_MS = 300;

/** About how many events come in a second at present. `now` is ms of a monotonic clock. */
export class EventRate {
  private recent = 0;
  private countedAt = 0;

  add(events: number, now: number): void {
    this.recent = this.recentAt(now) + events;
    this.countedAt = now;
  }

  perSecond(now: number): number {
    return (this.recentAt(now) * 1_000) / MEMORY_MS;
  }

  private recentAt(now: number): number {
    return this.recent * Math.exp((this.countedAt - now) / MEMORY_MS);
  }
}
