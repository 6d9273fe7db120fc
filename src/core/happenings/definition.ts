import type { LabelOf, MetricName } from '../metrics';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** One step of a metric: a counter is raised by `value`, a gauge set to it, a histogram given it. */
export interface Step<M extends MetricName> {
  value: number;
  labels: Readonly<Record<LabelOf<M>, string>>;
}

type Moves<P> = { readonly [M in MetricName]?: (payload: P) => Step<M> | readonly Step<M>[] };

/** One entry of the catalogue: what is told of it, where. */
export interface Happening<P extends object> {
  /** What happened, and what it means where that is not plain: the text of its line. */
  text: string;
  /** Of its line in the log; without it there is none. See the levels in docs/observability.md. */
  level?: Level;
  /** Members of the payload that the line has. */
  fields?: readonly (keyof P & string)[];
  /** The metrics it moves. */
  moves?: Moves<P>;
}

/** Names the type of a payload; the rest is the entry itself. */
export const happening =
  <P extends object>() =>
  (entry: Happening<P>): Happening<P> =>
    entry;

/** How many of each name. */
export type Counts = ReadonlyMap<string, number>;

export const one = <L>(labels: L): { value: number; labels: L } => ({ value: 1, labels });

/** A step for each name. */
export function each<L>(counts: Counts, labelsOf: (name: string) => L): { value: number; labels: L }[] {
  return [...counts].map(([name, value]) => ({ value, labels: labelsOf(name) }));
}

export function countBy<T>(items: readonly T[], nameOf: (item: T) => string | undefined): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
