import { stripVTControlCharacters, styleText } from 'node:util';
import type { WriteStream } from 'node:tty';
import type { Figures } from './figures';

/** What to look at beside the figures, a line each. */
export type HintLines = (parked: Figures['parked']) => string[];

export interface View {
  /** Between two figures. */
  readonly everyMs: number;
  /** What the demo is doing now. */
  phase(text: string): void;
  show(figures: Figures): void;
  close(): void;
}

const seconds = (ms: number | undefined): string => (ms === undefined ? '-' : `${(ms / 1_000).toFixed(2)} s`);
const errorOf = ({ seen }: Figures): string =>
  seen.lastError ? `${seen.lastError.code} (${seen.lastError.api})` : 'none';

/** For pipes and log files: a line every few seconds. */
export class LineView implements View {
  readonly everyMs = 5_000;
  private readonly beganAt = Date.now();
  private hinted = false;

  constructor(private readonly hints: HintLines) {}

  phase(text: string): void {
    console.log(text);
  }

  show(figures: Figures): void {
    const { vod, pump, parked, handling } = figures;
    const elapsed = `${Math.round((Date.now() - this.beganAt) / 1_000)} s`.padStart(5);
    console.log(
      `${elapsed}  pulled ${vod.deliveries}  done ${pump?.done ?? 0}  owned ${pump?.owned ?? 0} (${handling} being handled, ${parked.length} parked)  ` +
        `confirmed ${vod.confirmed}  redelivered ${vod.redelivered}  waiting ${vod.waiting}  ` +
        `headroom p50 ${seconds(vod.headroomMs?.p50)}, worst ${seconds(vod.headroomMs?.worst)}  ` +
        `last error ${errorOf(figures)}  ${figures.perSecond.toFixed(1)} events/s`,
    );
    if (this.hinted || parked.length === 0) return;
    this.hinted = true;
    for (const line of this.hints(parked)) console.log(`       ${line}`);
  }

  close(): void {}
}

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_BELOW = '\u001b[J';
const CLEAR_ALL = '\u001b[2J\u001b[H';

/** For terminals: one picture, drawn again in its place. */
export class TerminalView implements View {
  readonly everyMs = 1_000;
  private readonly beganAt = Date.now();
  private doing = '';
  private figures: Figures | undefined;
  private rowsDrawn = 0;
  private readonly restore = (): void => void this.out.write(SHOW_CURSOR);
  private readonly redraw = (): void => {
    // The terminal has wrapped the old picture anew: where it began is not known any more.
    this.rowsDrawn = 0;
    this.out.write(CLEAR_ALL);
    this.draw();
  };

  constructor(
    private readonly out: WriteStream,
    private readonly hints: HintLines,
  ) {
    out.write(HIDE_CURSOR);
    out.on('resize', this.redraw);
    process.on('exit', this.restore);
  }

  phase(text: string): void {
    this.doing = text;
    this.draw();
  }

  show(figures: Figures): void {
    this.figures = figures;
    this.draw();
  }

  close(): void {
    this.out.off('resize', this.redraw);
    process.off('exit', this.restore);
    this.restore();
  }

  private draw(): void {
    const picture = this.fitting(this.picture());
    this.out.write(`${this.toTop()}${picture.join('\n')}\n`);
    this.rowsDrawn = this.rowsOf(picture);
  }

  private toTop(): string {
    return `${this.rowsDrawn > 0 ? `\u001b[${this.rowsDrawn}A` : ''}\r${CLEAR_BELOW}`;
  }

  /** As many lines as the terminal has rows for: what has scrolled away cannot be drawn over. */
  private fitting(lines: string[]): string[] {
    const picture = [...lines];
    while (picture.length > 1 && this.rowsOf(picture) >= this.out.rows) picture.pop();
    return picture;
  }

  private rowsOf(lines: string[]): number {
    const rows = (line: string): number => Math.ceil(stripVTControlCharacters(line).length / this.out.columns) || 1;
    return lines.reduce((sum, line) => sum + rows(line), 0);
  }

  private picture(): string[] {
    const paint = this.out.hasColors() ? colour : plain;
    const elapsed = new Date(Date.now() - this.beganAt).toISOString().slice(11, 19);
    return [
      `${paint('bold', 'VOD events on Temporal')}  ${paint('dim', `${elapsed}  ${this.doing}`)}`,
      '',
      ...(this.figures ? table(this.figures, paint) : []),
      '',
      ...this.hints(this.figures?.parked ?? []).map((line) => `  ${line}`),
    ];
  }
}

function table(figures: Figures, paint: Paint): string[] {
  const { vod, seen, pump, handling, parked } = figures;
  const row = (name: string, value: string | number, note: string, colour?: Colour): string => {
    const cell = String(value).padStart(8);
    return `  ${name.padEnd(12)}${colour ? paint(colour, cell) : cell}   ${paint('dim', note)}`;
  };
  const worst = `of the window left at confirm (median); at worst ${seconds(vod.headroomMs?.worst)}`;
  return [
    row('pulled', vod.deliveries, `${vod.waiting} waiting in the queue`),
    row('done', pump?.done ?? 0, 'within their batch *'),
    row('owned', pump?.owned ?? 0, `by a workflow of their own *; ${handling} being handled now`),
    row(
      'parked',
      parked.length,
      'always fail; wait for "retry" or "discard"',
      parked.length > 0 ? 'yellow' : undefined,
    ),
    row(
      'confirmed',
      vod.confirmed,
      `${figures.perSecond.toFixed(1)} events/s; ${seen.confirmedOnFirstDelivery} on their first delivery`,
    ),
    row('redelivered', vod.redelivered, 'should stay 0', vod.redelivered > 0 ? 'red' : 'green'),
    row('headroom', seconds(vod.headroomMs?.p50), worst),
    row('last error', errorOf(figures), 'of the VOD API', seen.lastError ? 'red' : 'green'),
    paint('dim', "  * by the pump's heartbeat, up to five seconds behind"),
  ];
}

type Colour = 'green' | 'red' | 'yellow';
type Paint = (style: Colour | 'bold' | 'dim', text: string) => string;

const plain: Paint = (_style, text) => text;
// Node.js before 20.12 has no styleText.
const colour: Paint = typeof styleText === 'function' ? (style, text) => styleText(style, text) : plain;
