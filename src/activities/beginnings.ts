/** When the batches that the pumps of this process have open began to be processed, as far as that happened here. */
export class Beginnings {
  private readonly times = new Map<string, number | undefined>();

  /** Of a batch that is about to be started. Call {@link take} in the end, whatever becomes of it. */
  expect(batch: string): void {
    this.times.set(batch, undefined);
  }

  /** `now` is ms since 1970. One that lost its workflow task and begins once more began the first time. */
  begin(batch: string, now: number): void {
    if (this.times.has(batch) && this.times.get(batch) === undefined) this.times.set(batch, now);
  }

  /** ms since 1970; undefined if it began elsewhere or not at all. */
  take(batch: string): number | undefined {
    const began = this.times.get(batch);
    this.times.delete(batch);
    return began;
  }
}
