/** About how many events came in the last second; what came earlier fades away. `now` is ms of a monotonic clock. */
export class EventRate {
  private events = 0;
  private countedAt = 0;

  add(events: number, now: number): void {
    this.events = this.perSecond(now) + events;
    this.countedAt = now;
  }

  perSecond(now: number): number {
    return this.events * Math.exp((this.countedAt - now) / 1_000);
  }
}
