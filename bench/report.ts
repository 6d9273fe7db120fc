import { MEASURES, type Measure, type MeasureName } from './measures';
import { median } from './statistics';

export interface Results {
  /** ISO 8601. */
  measuredAt: string;
  node: string;
  cores: number;
  quick: boolean;
  /** The value of every round, by measure. */
  values: Partial<Record<MeasureName, number[]>>;
  /** Calls that the server answered for each batch of a backlog. */
  callsPerBatch?: Record<string, number>;
}

/** The table of all that was measured, as Markdown. */
export function markdown({ values }: Results): string {
  const rows = Object.entries(MEASURES).flatMap(([name, measure]: [string, Measure]) => {
    const rounds = values[name as MeasureName];
    if (!rounds || rounds.length === 0) return [];
    const spread = rounds.length > 1 ? `${shown(Math.min(...rounds))} – ${shown(Math.max(...rounds))}` : '';
    return [[measure.scenario, measure.what, shown(median(rounds)), spread, aim(measure), met(measure, rounds)]];
  });
  return tableOf(['scenario', 'measure', 'median', 'spread', 'aim', ''], rows);
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
