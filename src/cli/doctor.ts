import { Command } from 'commander';
import { counted } from '../core/counted';
import { examine, withLines } from '../doctor/examine';
import type { Line, Result } from '../doctor/finding';
import type { Fix } from '../doctor/fix';
import { canAsk, confirmed } from './confirm';
import { EXIT_FAILED, UsageError } from './exit';
import type { WorkerFlags } from '../worker/config';
import { coloursOf, lineOfJson, printable, type Colours } from './text';
import { CONFIG_OPTION, ROUTES_OPTION, SOURCE_OPTION } from './worker-flags';

interface Options extends WorkerFlags {
  fix?: boolean;
  yes?: boolean;
  pull?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Takes the configuration of a worker: the same flags and environment. Exit code 1 when something is wrong, so that it can gate a deployment;
warnings are none of that. It takes no event unless --pull says so, and prints no secret and no payload.

Examples:
  vod-events doctor --routes ./routes.mjs
  vod-events doctor --config ./vod-events.toml --fix
  vod-events doctor --routes ./routes.mjs --json | jq '.checks[] | select(.result == "wrong")'
`;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Looks at everything that has to be right for events to flow, and says what to do about the rest.')
    .option(...ROUTES_OPTION)
    .option(...SOURCE_OPTION)
    .option(...CONFIG_OPTION)
    .option('--fix', 'set the application to PULL and switch on what the routes are for, after asking')
    .option('--yes', 'with --fix: do not ask; needed where there is no terminal')
    .option('--pull', 'also pull once, which hides up to 16 events from the workers for 30 s; none is confirmed')
    .option('--json', 'print what was found as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { fix, yes, pull, json } = options;
  if (yes && !fix) throw new UsageError('doctor: --yes goes with --fix.');
  if (fix && !yes && (json || !canAsk()))
    throw new UsageError('doctor: there is no terminal to ask on. Look without --fix first, then add --yes.');
  if (pull) console.error('--pull hides up to 16 events of each source from the workers for 30 s. None is confirmed.');
  const { lines, fixes } = await examine(process.env, options, { pull });
  if (!json) show(lines);
  const anew = fix ? await mend(fixes, yes ?? false) : [];
  if (!json && anew.length > 0) show(anew);
  const final = withLines(lines, anew);
  const isWrong = final.some(({ result }) => result === 'wrong');
  if (json) console.log(lineOfJson({ ok: !isWrong, checks: final }));
  else console.error(summaryOf(final));
  if (isWrong) process.exitCode = EXIT_FAILED;
}

/** What was found once the changes were made; nothing where there was none to make, or none was wanted. */
async function mend(fixes: readonly Fix[], yes: boolean): Promise<Line[]> {
  const anew: Line[] = [];
  if (fixes.length === 0) console.error('There is nothing that --fix could change.');
  for (const { source, changes, apply } of fixes) {
    console.error([`Of the application of source ${source}:`, ...changes].map(printable).join('\n  '));
    if (yes || (await confirmed('Change that?'))) {
      anew.push(...(await apply()));
    } else {
      console.error('Nothing was changed.');
      process.exitCode = EXIT_FAILED;
    }
  }
  return anew;
}

function show(lines: readonly Line[]): void {
  for (const text of textOf(lines, coloursOf(process.stdout, process.env))) console.log(text);
}

/** Aligned, and never cut: what is wrong stands at the end of a line. What to do follows on a line of its own. */
function textOf(lines: readonly Line[], colours: Colours): string[] {
  const heads = lines.map(({ check, source }) => (source === undefined ? check : `${printable(source)}: ${check}`));
  const width = Math.max(0, ...heads.map((head) => head.length));
  return lines.flatMap(({ result, found, todo }, at) => {
    const head = (heads[at] ?? '').padEnd(width);
    const line = `${paintOf(result, colours)(result.padEnd(7))}  ${head}  ${printable(found)}`;
    return todo === undefined ? [line] : [line, `${' '.repeat(width + 9)}  ${colours.faint(`-> ${printable(todo)}`)}`];
  });
}

function paintOf(result: Result, { good, warning, bad, faint }: Colours): (text: string) => string {
  return { ok: good, warning, wrong: bad, skipped: faint }[result];
}

function summaryOf(lines: readonly Line[]): string {
  const count = (which: Result): number => lines.filter(({ result }) => result === which).length;
  const skipped = count('skipped');
  const rest = skipped === 0 ? '' : `, ${skipped} not looked at`;
  return `${counted(lines.length, 'finding')}: ${count('wrong')} wrong, ${counted(count('warning'), 'warning')}${rest}.`;
}
