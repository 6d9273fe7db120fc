import type { PumpReport } from '../core/contract';
import { CONSOLE_GAP_MS, CONSOLE_HISTORY_MS } from '../core/defaults';
import type { PointView } from './views';

type Counts = Pick<PumpReport, 'events' | 'done' | 'owned' | 'left' | 'headroomMs'>;

/** What the reports of a pump, which only count, say of rates; for the last quarter of an hour. */
export class History {
  private points: { seq: number; point: PointView }[] = [];
  private last: { at: number; counts: Counts } | undefined;

  /** `seq` is given to a point that this makes: higher than that of every point before. */
  add(counts: Counts, at: number, seq: number): void {
    const { last } = this;
    if (last && at <= last.at) return;
    this.last = { at, counts };
    const isNext =
      last !== undefined && at - last.at <= CONSOLE_GAP_MS && COUNTED.every((of) => counts[of] >= last.counts[of]);
    const point: PointView = isNext ? pointOf(last, { at, counts }) : [at, null, null, null, null, null];
    this.points = [...this.points.filter(({ point: [then] }) => at - then <= CONSOLE_HISTORY_MS), { seq, point }];
  }

  /** Those made after the one of this number, oldest first. */
  after(seq: number): PointView[] {
    return this.points.filter((each) => each.seq > seq).map(({ point }) => point);
  }
}

const COUNTED = ['events', 'done', 'owned', 'left'] as const;

function pointOf(before: { at: number; counts: Counts }, { at, counts }: { at: number; counts: Counts }): PointView {
  const seconds = (at - before.at) / 1_000;
  const [events, done, owned, left] = COUNTED.map((of) => (counts[of] - before.counts[of]) / seconds) as [
    number,
    number,
    number,
    number,
  ];
  return [at, events, done, owned, left, counts.headroomMs ?? null];
}
