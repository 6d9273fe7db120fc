import { BoundedNames } from './bounded-names';
import { HAPPENINGS, type HappeningName, type PayloadOf } from './happenings';
import type { Happening, Level, Step } from './happenings/definition';
import type { MetricName } from './metrics';

/** Tells of one happening, wherever the catalogue wants it to be told. Never throws. */
export type Observe = <N extends HappeningName>(name: N, payload: PayloadOf<N>) => void;

/** Where lines go. */
type Lines = Record<Level, (text: string, fields: Record<string, unknown>) => void>;

/** Where figures go. */
export type Meter = (metric: MetricName, value: number, labels: Readonly<Record<string, string>>) => void;

/** For processes without a runtime of Temporal that would export them. */
export const NO_METRICS: Meter = () => {};

export interface ObserveOptions {
  lines: Lines;
  meter: Meter;
  /** Lines below are not even made. Default `debug`. */
  from?: Level;
}

const LEVELS: readonly Level[] = ['debug', 'info', 'warn', 'error'];

type Told = readonly (readonly [MetricName, (payload: object) => Step<MetricName> | readonly Step<MetricName>[]])[];

/** What each moves, as a list: looked up for every happening. */
const MOVES: ReadonlyMap<string, Told> = new Map(
  Object.entries<Happening<never>>(HAPPENINGS).map(([name, { moves = {} }]) => [
    name,
    Object.entries(moves) as unknown as Told,
  ]),
);

export function createObserve({ lines, meter, from = 'debug' }: ObserveOptions): Observe {
  const names = { eventType: new BoundedNames(), route: new BoundedNames() };
  const lowest = LEVELS.indexOf(from);
  const step = (metric: MetricName, { value, labels }: { value: number; labels: Labels }): void => {
    const { source = '', eventType, route } = labels;
    meter(metric, value, {
      ...labels,
      // These come over the network, from other services too, or out of somebody's module.
      ...(eventType !== undefined && { eventType: names.eventType.of(source, eventType) }),
      ...(route !== undefined && { route: names.route.of(source, route) }),
    });
  };
  const tell: Observe = (name, payload) => {
    const { level, text, fields = [] } = HAPPENINGS[name] as Happening<object>;
    if (level !== undefined && LEVELS.indexOf(level) >= lowest)
      lines[level](text, { happening: name, ...picked(payload, fields) });
    if (meter === NO_METRICS) return;
    for (const [metric, stepsOf] of MOVES.get(name) ?? []) {
      const steps = stepsOf(payload);
      if (isList(steps)) for (const each of steps) step(metric, each);
      else step(metric, steps);
    }
  };
  return (name, payload) => {
    try {
      tell(name, payload);
    } catch {
      // Loggers and exporters are somebody else's, and may throw: no event is to be lost over that.
    }
  };
}

type Labels = Readonly<Record<string, string>>;

function isList(steps: Step<MetricName> | readonly Step<MetricName>[]): steps is readonly Step<MetricName>[] {
  return Array.isArray(steps);
}

function picked(payload: object, fields: readonly string[]): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const field of fields) {
    const value = (payload as Record<string, unknown>)[field];
    if (value !== undefined) line[field] = value;
  }
  return line;
}
