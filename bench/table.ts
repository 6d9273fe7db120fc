import { valueOf, verdictOf, type Expectation, type Measure } from './measures';

const MARKS = { met: '✓ met', missed: '✗ missed' };
const HEADINGS = ['measure', 'median', 'of rounds', 'expected', ''];

/** The measures as text, one a line, each beside its expectation. */
export function table(measures: readonly Measure[]): string {
  const rows = [HEADINGS, ...measures.map(rowOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => padded(cell, column, widths[column] ?? 0)).join('  '));
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return lines.map((line) => line.trimEnd()).join('\n');
}

function rowOf(measure: Measure): string[] {
  const verdict = verdictOf(measure);
  const { name, unit, rounds, expectation } = measure;
  return [
    name,
    [figure(valueOf(measure)), ...(unit ? [unit] : [])].join(' '),
    rounds.map(figure).join(' '),
    expectation ? expected(expectation) : '',
    verdict ? MARKS[verdict] : '',
  ];
}

function padded(cell: string, column: number, width: number): string {
  return column === 1 ? cell.padStart(width) : cell.padEnd(width);
}

function expected(expectation: Expectation): string {
  if ('atLeast' in expectation) return `≥ ${expectation.atLeast}`;
  if ('atMost' in expectation) return `≤ ${expectation.atMost}`;
  return `${expectation.exactly}`;
}

function figure(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
