import { MEASURES, type Measure, type MeasureName } from './measures';
import type { Threads } from './profiles';
import { median } from './statistics';

export interface Results {
  /** ISO 8601. */
  measuredAt: string;
  node: string;
  cores: number;
  quick: boolean;
  /** The value of every round, by measure. */
  values: Partial<Record<MeasureName, number[]>>;
  /** When each was measured: a day, `2026-11-26`. Runs of some scenarios leave the others as they were. */
  days: Partial<Record<MeasureName, string>>;
  /** Of the processors' time that other machines took meanwhile, the share; the greatest of its rounds. */
  stolen: Partial<Record<MeasureName, number>>;
  /** Calls that the server answered for each batch of a backlog. */
  callsPerBatch?: Record<string, number>;
  /** Parts of the mean time of a single event, by what they are spent on. */
  singleSteps?: Record<string, number>;
  /** Of runs with CPU profiles: parts of a worker's busy time in a backlog, by what they are for. */
  threads?: Threads;
}

/** The table of all that was measured, as Markdown. */
export function markdown({ values, days }: Pick<Results, 'values' | 'days'>): string {
  const rows = Object.entries(MEASURES).flatMap(([name, measure]: [string, Measure]) => {
    const rounds = values[name as MeasureName];
    if (!rounds || rounds.length === 0) return [];
    const spread = rounds.length > 1 ? `${shown(Math.min(...rounds))} – ${shown(Math.max(...rounds))}` : '';
    const day = days[name as MeasureName] ?? '';
    return [[measure.scenario, measure.what, shown(median(rounds)), spread, aim(measure), met(measure, rounds), day]];
  });
  return tableOf(['scenario', 'measure', 'median', 'spread', 'aim', '', 'measured'], rows);
}

/** What missed its aim. */
export function missed({ values }: Results): string[] {
  return Object.entries(MEASURES).flatMap(([name, measure]: [string, Measure]) => {
    const rounds = values[name as MeasureName] ?? [];
    return rounds.length > 0 && met(measure, rounds) === 'missed' ? [`${measure.scenario}: ${measure.what}`] : [];
  });
}

export function callsTable(calls: Record<string, number>): string {
  const rows = Object.entries(calls).sort(([, a], [, b]) => b - a);
  return tableOf(
    ['call', 'per batch'],
    rows.map(([call, count]) => [`\`${call}\``, shown(count)]),
  );
}

export function singleTable(steps: Record<string, number>): string {
  return tableOf(
    ['of the time from enqueued to confirmed', 'share'],
    Object.entries(steps).map(([step, share]) => [step, percent(share)]),
  );
}

/** What both threads of a worker are busy with; less than a hundredth is left out. */
export function threadsTable({ main, workflows }: Threads): string {
  const whats = [...new Set([...Object.keys(main), ...Object.keys(workflows)])];
  const rows = whats.map((what) => [what, main[what] ?? 0, workflows[what] ?? 0] as const);
  return tableOf(
    ['of the busy time of a worker with a backlog', 'main thread', 'workflow thread'],
    rows
      .filter(([, ...shares]) => Math.max(...shares) >= 0.01)
      .map(([what, ...shares]) => [what, ...shares.map((share) => (share < 0.01 ? '' : percent(share)))]),
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function met({ atLeast, atMost }: Measure, rounds: number[]): string {
  if (atLeast === undefined && atMost === undefined) return '';
  const value = median(rounds);
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost) ? 'met' : 'missed';
}

function aim({ atLeast, atMost }: Measure): string {
  if (atLeast !== undefined) return `≥ ${atLeast}`;
  return atMost === undefined ? '' : `≤ ${atMost}`;
}

function shown(value: number): string {
  if (Number.isInteger(value)) return `${value}`;
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(Math.abs(value) < 0.1 ? 3 : 2);
}

function tableOf(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
