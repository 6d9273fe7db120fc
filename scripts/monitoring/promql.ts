/** Queries over the metrics of src/core/metrics.ts. A name, a label or a kind that is not in the list does not compile. */
import { HISTOGRAM_BUCKETS, METRICS, type LabelOf, type MetricName } from '../../src/core/metrics';

type OfKind<K extends string> = {
  [M in MetricName]: (typeof METRICS)[M]['kind'] extends K ? M : never;
}[MetricName];

export type Counter = OfKind<'counter'>;
export type Gauge = OfKind<'gauge'>;
export type Histogram = OfKind<'histogram'>;

/** `instance` is Prometheus' own: the process that was scraped. */
type By<M extends MetricName> = readonly (LabelOf<M> | 'instance')[];
type Matchers<M extends MetricName> = Partial<Record<LabelOf<M>, string>>;

/** What a query is about: the sources that the reader has chosen, over a span that Grafana chooses; or all, over a span of ours. */
export interface Scope {
  /** A regular expression. */
  source?: string;
  over: string;
}
export const DASHBOARD: Scope = { source: '$source', over: '$__rate_interval' };

/** A name that is scraped is one of the list, for a histogram with a suffix. */
export function selector<M extends MetricName>(
  metric: M,
  { scope = {}, where = {}, suffix = '', le }: SelectorOptions<M> = {},
): string {
  if (le !== undefined && !HISTOGRAM_BUCKETS[metric]?.includes(le))
    throw new Error(`${metric} has no bucket of ${le}.`);
  const hasSource = (METRICS[metric].labels as readonly string[]).includes('source');
  const matchers = [
    ...(hasSource && scope.source !== undefined ? [`source=~"${scope.source}"`] : []),
    ...Object.entries<string | undefined>(where).map(([label, value]) => `${label}=~"${value}"`),
    // Prometheus 3 writes 5 as 5.0, earlier ones as it was scraped.
    ...(le === undefined ? [] : [`le=~"${le}|${le}.0"`]),
  ];
  return `${metric}${suffix}${matchers.length > 0 ? `{${matchers.join(',')}}` : ''}`;
}

interface SelectorOptions<M extends MetricName> {
  scope?: Partial<Scope>;
  /** Regular expressions. */
  where?: Matchers<M>;
  suffix?: '' | '_bucket' | '_count' | '_sum';
  le?: number;
}

/** How many a second, of all workers together. */
export function rate<M extends Counter>(metric: M, by: By<M>, scope: Scope, where?: Matchers<M>): string {
  return `sum by (${by.join(', ')}) (rate(${selector(metric, { scope, where })}[${scope.over}]))`;
}

/** How many observations a second of a histogram, of all workers together. */
export function countRate<M extends Histogram>(metric: M, by: By<M>, scope: Scope, where?: Matchers<M>): string {
  return `sum by (${by.join(', ')}) (rate(${selector(metric, { scope, where, suffix: '_count' })}[${scope.over}]))`;
}

export function quantile<M extends Histogram>(
  q: number,
  metric: M,
  by: By<M>,
  scope: Scope,
  where?: Matchers<M>,
): string {
  const buckets = `rate(${selector(metric, { scope, where, suffix: '_bucket' })}[${scope.over}])`;
  return `histogram_quantile(${q}, sum by (${[...by, 'le'].join(', ')}) (${buckets}))`;
}

/** Of what every worker says, and of what only the worker that pulls knows while others still say what was when they did: the largest. */
export function max<M extends Gauge>(metric: M, by: By<M>, scope: Partial<Scope> = {}, where?: Matchers<M>): string {
  return `max by (${by.join(', ')}) (${selector(metric, { scope, where })})`;
}
