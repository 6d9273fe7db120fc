/** Text for people: aligned, coloured only where a person sees it, and harmless whatever a handler wrote into its errors. */

/** The part of a stream that decides how to write to it. */
export interface Screen {
  isTTY?: boolean;
  columns?: number;
}

type Paint = (text: string) => string;

export interface Colours {
  faint: Paint;
  good: Paint;
  warning: Paint;
  bad: Paint;
}

const asItIs: Paint = (text) => text;
const NOTHING: Colours = { faint: asItIs, good: asItIs, warning: asItIs, bad: asItIs };

const sgr =
  (code: number): Paint =>
  (text) =>
    `\u001b[${code}m${text}\u001b[0m`;

/** None where the output goes to a file or another program, and none where NO_COLOR is set (https://no-color.org). */
export function coloursOf(screen: Screen, env: NodeJS.ProcessEnv): Colours {
  const isPlain = !screen.isTTY || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  if (isPlain) return NOTHING;
  return { faint: sgr(2), good: sgr(32), warning: sgr(33), bad: sgr(31) };
}

/**
 * One line without what a terminal obeys: an error's message could hold its commands, line breaks of Unicode, or marks that turn the direction of
 * what follows.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** JSON on one line, for programs. */
export function lineOfJson(value: unknown): string {
  return harmless(JSON.stringify(value));
}

/** JSON for people. */
export function prettyJson(value: unknown): string {
  return harmless(JSON.stringify(value, null, 2) ?? 'null');
}

/** Escapes what JSON allows as it is and a terminal obeys; to a program it is the same. */
function harmless(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Rows of cells as lines of columns; on a screen cut to its width. */
export function columns(rows: readonly (readonly string[])[], screen: Screen): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  return rows.map((row) => {
    const line = row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
    const width = screen.isTTY && screen.columns ? screen.columns : line.length;
    return line.slice(0, width).trimEnd();
  });
}

/** `2026-01-31T10:20:30Z` */
export function timeText(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? 'at an unknown time' : date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Roughly how long: `45s`, `12m`, `3h`, `2d`. */
export function ageText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)}h` : `${Math.floor(seconds / 86_400)}d`;
}
