/** Tells on the terminal what is done, and keeps the same, less what differs from run to run, for the page. */
import type { Answer } from './stage';

/** A name that is in this run alone, and what the page has in its place. */
export type Stable = readonly [from: string | RegExp, to: string];

/** Digits as wide as what they stand for, so that tables stay tables. */
const dots = (text: string): string => '·'.repeat(text.length);

const CHANGING: readonly [RegExp, (match: string) => string][] = [
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, dots],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, dots],
  [/\b[0-9a-f]{32}\b/g, dots],
  [/\b\d+\.\d(?= of 30 s\b)/g, dots],
  [/(?<!\bof )\b\d+(\.\d+)?(?= ?(ms|s|m)\b)/g, dots],
  [/\b[1-9]\d*(?= ((parked )?events?|matched|will be)\b)/g, dots],
  // Counts in a row of a table.
  [/(?<=^shop .*\s)[1-9]\d*\+?(?=\s|$)/g, dots],
];

export class Narrator {
  private readonly kept: string[] = [];

  constructor(private readonly stable: readonly Stable[]) {}

  heading(text: string): void {
    console.log(`\n── ${text}`);
    this.kept.push('', `### ${text}`, '');
  }

  /** What happens, in a sentence. `aside` is for the terminal alone. */
  step(text: string, aside = ''): void {
    console.log(`   ${text}${aside && ` (${aside})`}`);
    this.kept.push(`- ${text}`);
  }

  /** A command as it is typed, with what it printed. */
  command(typed: string, { text, code }: Answer): void {
    const lines = [`$ ${typed}`, ...text.split('\n').filter(Boolean), ...(code === 0 ? [] : [`(exit code ${code})`])];
    console.log(lines.map((line) => `      ${line}`).join('\n'));
    this.kept.push('', '```', ...withoutRepeats(lines.map((line) => this.stabilised(line))), '```', '');
  }

  /** What was told, as Markdown. */
  get page(): string {
    return this.kept.join('\n');
  }

  private stabilised(text: string): string {
    const named = this.stable.reduce((said, [from, to]) => said.replaceAll(from, to), text);
    return CHANGING.reduce((said, [what, by]) => said.replace(what, by), named).trimEnd();
  }
}

/** Of rows that differ in nothing but what is dots by now, the first, and that there are more. */
function withoutRepeats(lines: readonly string[]): string[] {
  const alike = lines.map((line) => line.replace(/·+/g, '·').replace(/ +/g, ' '));
  return lines.flatMap((line, at) => {
    if (at === 0 || alike[at] !== alike[at - 1]) return [line];
    return alike[at] === alike[at - 2] ? [] : ['…'];
  });
}
