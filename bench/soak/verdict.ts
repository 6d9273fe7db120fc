import { median } from '../statistics';
import type { Held } from './worker';

export interface Sample extends Held {
  /** ms since the soak began */
  atMs: number;
  openWorkflows: number;
  confirmed: number;
  redelivered: number;
  /** Events that VOD has not handed out yet. */
  waiting: number;
}

export interface Row {
  what: string;
  first: number;
  last: number;
  /** Last third to first third; of counts that may be zero, the difference. */
  value: number;
  unit: 'ratio' | 'more' | 'count';
  atMost?: number;
  atLeast?: number;
  /** Missed, it says that the machine could not keep up, and then the others compare two different loads. */
  isPace?: boolean;
}

type Figure = (third: Sample[]) => number;

const MIB = 2 ** 20;
const of =
  (field: keyof Sample, reduce: (values: number[]) => number): Figure =>
  (third) =>
    reduce(third.map((sample) => sample[field]));
const least = (values: number[]): number => Math.min(...values);
const most = (values: number[]): number => Math.max(...values);

/**
 * What levels off and what grows. Memory is compared by what is left after garbage collection, which is the least of many samples; the margins
 * are the noise of such a figure. A leak of an eighth of what a worker needs at all, in a few minutes, is beyond them.
 */
export function judge(samples: readonly Sample[]): Row[] {
  const size = Math.floor(samples.length / 3);
  const first = samples.slice(0, size);
  const last = samples.slice(-size);
  const compare = (what: string, unit: 'ratio' | 'more', figure: Figure, bounds: Partial<Row>): Row => {
    const [before, after] = [figure(first), figure(last)];
    return {
      what,
      unit,
      first: before,
      last: after,
      value: unit === 'ratio' ? after / before : after - before,
      ...bounds,
    };
  };
  return [
    compare('resident memory, MiB', 'ratio', inMib(of('residentBytes', median)), { atMost: 1.15 }),
    compare('heap after collection, MiB', 'ratio', inMib(of('heapBytes', least)), { atMost: 1.15 }),
    compare('heap of workflows after collection, MiB', 'ratio', inMib(of('workflowHeapBytes', least)), {
      atMost: 1.15,
    }),
    compare('open sockets', 'more', of('sockets', most), { atMost: 5 }),
    compare('open workflows', 'ratio', of('openWorkflows', median), { atMost: 1.25 }),
    compare('events waiting in VOD', 'more', of('waiting', median), { atMost: 1_000, isPace: true }),
    compare('events confirmed a second', 'ratio', perSecond, { atLeast: 0.95, atMost: 1.05, isPace: true }),
    compare('event-loop delay p99, ms', 'ratio', of('loopDelayP99Ms', median), {}),
  ];
}

export function isMet({ value, atMost = Infinity, atLeast = -Infinity }: Row): boolean {
  return value <= atMost && value >= atLeast;
}

export function conclusion(rows: readonly Row[]): string {
  if (rows.every(isMet)) return 'It levels off.';
  const keptPace = rows.every((row) => !row.isPace || isMet(row));
  return keptPace
    ? 'It GROWS, or left something behind: see what was missed.'
    : 'It did NOT KEEP UP, so this tells nothing about growth: take a lower --rate, or an idle machine.';
}

export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const { what, first, last, value, unit, atMost, atLeast } = row;
    const change = unit === 'ratio' ? `× ${value.toFixed(2)}` : unit === 'more' ? signed(value) : '';
    const bound = [atLeast !== undefined && `≥ ${atLeast}`, atMost !== undefined && `≤ ${atMost}`]
      .filter(Boolean)
      .join(', ');
    const outcome = bound === '' ? '' : `${bound}: ${isMet(row) ? 'met' : 'MISSED'}`;
    return `${what.padEnd(40)} ${number(first)} ${number(last)} ${change.padStart(9)}  ${outcome}`;
  });
  return [`${''.padEnd(40)} first third  last third    change  expected`, ...lines].join('\n');
}

function inMib(figure: Figure): Figure {
  return (third) => figure(third) / MIB;
}

const perSecond: Figure = (third) => {
  const [from, to] = [third[0], third.at(-1)];
  return from && to ? ((to.confirmed - from.confirmed) * 1_000) / (to.atMs - from.atMs) : Number.NaN;
};

const number = (value: number): string => value.toFixed(1).padStart(11);
const signed = (value: number): string => `${value < 0 ? '−' : '+'} ${Math.abs(value).toFixed(0)}`;
