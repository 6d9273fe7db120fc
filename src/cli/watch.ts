/** Looks again and again. A terminal is redrawn in place, line by line, so that nothing flickers; elsewhere each look is a block of lines. */
import { setTimeout as sleep } from 'node:timers/promises';
import { withinMs } from '../waiting';
import { oneLine } from './exit';
import { stopOnSignal } from './stop-on-signal';
import { timeText, type Screen } from './text';

interface Output extends Screen {
  rows?: number;
  write(text: string): unknown;
}

const EVERY_MS = 2_000;
/** Temporal's client goes on trying for longer than somebody wants to look at old figures without being told. */
const LOOK_LIMIT_MS = 15_000;

const ESC = '\u001b[';
/** The other screen of the terminal, without a cursor, and back: what was there before is there again. */
const ENTER = `${ESC}?1049h${ESC}?25l`;
const LEAVE = `${ESC}?25h${ESC}?1049l`;

/**
 * Until Ctrl-C, which is how it is meant to end: at once, whatever a look that is under way waits for. A look that fails is told, and tried again.
 * `isPlain`: nothing but the lines.
 */
export async function watch(
  output: Output,
  look: () => Promise<string[]>,
  { isPlain = false, stop = stopOnSignal() }: { isPlain?: boolean; stop?: AbortSignal } = {},
): Promise<void> {
  const onScreen = output.isTTY === true && !isPlain;
  let lines: string[] = [];
  if (onScreen) output.write(ENTER);
  try {
    while (!stop.aborted) {
      let problem: string | undefined;
      try {
        const seen = await withinMs(look(), LOOK_LIMIT_MS, stop);
        if (seen) lines = seen;
        else problem = `No answer within ${LOOK_LIMIT_MS / 1_000} s.`;
      } catch (error) {
        problem = oneLine(error);
      }
      if (stop.aborted) return;
      const heading = `${timeText(Date.now())}  every ${EVERY_MS / 1_000} s, Ctrl-C ends it`;
      if (onScreen)
        output.write(frame([heading, '', ...lines, ...(problem === undefined ? [] : ['', problem])], output));
      else if (problem !== undefined) console.error(problem);
      else
        output.write(
          [...(isPlain ? [] : [timeText(Date.now())]), ...lines, ...(isPlain ? [] : [''])]
            .map((line) => `${line}\n`)
            .join(''),
        );
      await sleep(EVERY_MS, undefined, { signal: stop }).catch(() => {});
    }
  } finally {
    if (onScreen) output.write(LEAVE);
  }
}

/** One write: from the upper left corner, each line with what is left of it cleared, then the rest of the screen. */
export function frame(lines: readonly string[], { rows = Number.POSITIVE_INFINITY }: { rows?: number }): string {
  const fits = lines.length <= rows ? lines : [...lines.slice(0, rows - 1), `… ${lines.length - rows + 1} more lines`];
  return `${ESC}H${fits.map((line) => `${line}${ESC}K`).join('\r\n')}${ESC}J`;
}
