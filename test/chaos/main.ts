/**
 * `npm run chaos`: real workers, a real Temporal server and the emulator under a random schedule of faults, judged afterwards. A seed that
 * breaks a promise is printed with its schedule and repeats it; its logs and journals are kept.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { runChaos, type Report } from './run';
import { FULL, scheduleOf, SHORT } from './schedule';

interface Options {
  seeds?: number;
  seed?: number;
  parallel: number;
  short?: boolean;
  keep?: boolean;
}

async function chaos({ seeds, seed, parallel, short, keep }: Options): Promise<number> {
  const first = seed ?? Math.floor(Math.random() * 1_000_000);
  const queue = Array.from({ length: seeds ?? (seed === undefined ? 10 : 1) }, (_, index) => first + index);
  const directory = mkdtempSync(join(tmpdir(), 'vod-events-chaos-'));
  const cli = process.env.VOD_EVENTS_TEMPORAL_CLI;
  if (!cli) console.log('TEMPORAL_ADDRESS names a server, which is not killed: schedules go without that fault.');
  const failed: Report[] = [];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const own = join(directory, `seed-${next}`);
      const run = runChaos({ seed: next, profile: short ? SHORT : FULL, cli, directory: own });
      const report = await run.catch((error: unknown) => brokenRun(next, error));
      console.log(lineOf(report));
      if (report.breaches.length > 0) {
        failed.push(report);
        console.log(failureOf(report, own, short));
      } else if (!keep) rmSync(own, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  if (failed.length === 0 && !keep) rmSync(directory, { recursive: true, force: true });
  console.log(failed.length === 0 ? 'Nothing lost, late or looping.' : `${failed.length} seeds broke a promise.`);
  return failed.length === 0 ? 0 : 1;
}

/** Not a promise of the system's, but not a run that proves anything either. */
function brokenRun(seed: number, error: unknown): Report {
  const figures = { events: 0, redelivered: 0, duplicates: 0, owned: 0, parked: 0, worstHeadroomMs: 0 };
  const breaches = [`the run itself failed: ${error instanceof Error ? error.stack : String(error)}`];
  return { seed, schedule: scheduleOf(seed, FULL), figures, breaches, seconds: 0 };
}

function lineOf({ seed, schedule, figures, breaches, seconds }: Report): string {
  const { events, redelivered, duplicates, owned, parked, worstHeadroomMs } = figures;
  const faults = schedule.faults.map(({ fault }) => fault.kind).join(', ');
  return [
    `${breaches.length === 0 ? 'ok    ' : 'BROKEN'} seed ${seed}`,
    `${events} events, ${redelivered} redelivered, ${duplicates} processed twice, ${owned} owned, ${parked} parked`,
    `worst headroom ${(worstHeadroomMs / 1_000).toFixed(1)} s`,
    `${seconds.toFixed(0)} s`,
    `${schedule.confirmPolicy}: ${faults}`,
  ].join(' · ');
}

function failureOf({ seed, schedule, breaches }: Report, directory: string, short?: boolean): string {
  const shown = breaches.slice(0, 20).map((breach) => `  ${breach}`);
  return [
    `\nSeed ${seed} (repeat it: npm run chaos -- --seed ${seed}${short ? ' --short' : ''}; its logs are in ${directory})`,
    ...shown,
    ...(breaches.length > shown.length ? [`  and ${breaches.length - shown.length} more`] : []),
    JSON.stringify(schedule),
  ].join('\n');
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

const options = new Command('npm run chaos --')
  .description('Runs the system under random faults and judges what became of every event.')
  .option('--seeds <number>', 'how many schedules; 10, or 1 when the seed is given', wholeNumber)
  .option('--seed <number>', 'the first of them, any by default', wholeNumber)
  .option('--parallel <number>', 'schedules at once, each with servers and workers of its own', wholeNumber, 2)
  .option('--short', 'short schedules, as in npm test')
  .option('--keep', 'keep logs and journals of good runs too')
  .parse()
  .opts<Options>();

chaos(options).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
