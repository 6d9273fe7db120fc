/**
 * Compares, in one run and on one machine, this system with other ways to consume the same queue. What it prints are ratios wherever there is
 * something to compare with; every contender is measured in turn, round after round, on the same emulator and the same Temporal server.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { writeDocument } from './document';
import type { MeasureName } from './measures';
import { sharesOf } from './profiles';
import { markdown, missed, type Results } from './report';
import { SCENARIOS, type Note, type Scenario } from './scenarios';
import { FULL, QUICK } from './sizes';
import { startStage } from './stage';

const MAX_ATTEMPTS = 2;

interface Options {
  quick?: boolean;
  only?: (keyof typeof SCENARIOS)[];
  json?: string;
  document?: boolean;
  profile?: string;
}

async function bench({ quick = false, only, json, document = false, profile }: Options): Promise<void> {
  if (profile !== undefined) {
    mkdirSync(profile, { recursive: true });
    if (readdirSync(profile).length > 0)
      throw new Error(`${profile} is not empty: what is there would be summed up, too.`);
  }
  const stage = await startStage(profile);
  const sizes = quick ? QUICK : FULL;
  const results: Results = {
    measuredAt: new Date().toISOString(),
    node: process.version,
    cores: availableParallelism(),
    quick,
    values: {},
    days: {},
    stolen: {},
  };
  try {
    for (let round = 1; round <= sizes.rounds; round++) {
      for (const [name, { once = false, isQuiet = false, run }] of Object.entries<Scenario>(SCENARIOS)) {
        if ((only && !(only as string[]).includes(name)) || (once && round > 1)) continue;
        console.error(`${name}, round ${round} of ${once ? 1 : sizes.rounds}`);
        await undisturbed(results, isQuiet ? 1 : MAX_ATTEMPTS, (note) => run({ stage, sizes, note, results }));
        // What has had all its rounds: a run takes most of an hour, and one that is ended early has measured something, too.
        if (document && profile === undefined && (once || round === sizes.rounds)) writeDocument(results);
      }
    }
  } finally {
    await stage.stop();
  }
  if (profile !== undefined) results.threads = sharesOf(profile);
  console.log(markdown(results));
  for (const what of missed(results)) console.log(`Missed: ${what}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(results, undefined, 2)}\n`);
  if (document && profile !== undefined) writeDocument({ threads: results.threads });
}

/**
 * Measures again when other machines on the same hardware took much of the processors' time meanwhile: that slows those contenders down that
 * compute, and not those that wait.
 */
async function undisturbed(results: Results, attempts: number, measure: (note: Note) => Promise<void>): Promise<void> {
  const { MAX_STOLEN_SHARE, watchStolenTime } = await import('../scripts/bootstrap/stolen-time.mjs');
  let best: { noted: [MeasureName, number][]; share: number } | undefined;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const noted: [MeasureName, number][] = [];
    const stolen = watchStolenTime();
    await measure((name, value) => {
      noted.push([name, value]);
      console.error(`  ${name}: ${value.toFixed(3)}`);
    });
    const share = stolen();
    if (!best || share < best.share) best = { noted, share };
    if (share <= MAX_STOLEN_SHARE) break;
    console.error(`  ${(share * 100).toFixed(1)} % of the processors' time was stolen`);
  }
  for (const [name, value] of best?.noted ?? []) {
    (results.values[name] ??= []).push(value);
    results.days[name] = new Date().toISOString().slice(0, 10);
    results.stolen[name] = Math.max(best?.share ?? 0, results.stolen[name] ?? 0);
  }
}

const options = new Command('npm run bench --')
  .description('Measures this system against other ways to consume the same queue.')
  .option('--quick', 'one round with small sizes')
  .addOption(new Option('--only <scenario...>', 'these scenarios alone').choices(Object.keys(SCENARIOS)))
  .option('--json <file>', 'also write the figures there')
  .addOption(
    new Option(
      '--document',
      'write what a full run measured into docs/performance.md and docs/performance.json',
    ).conflicts('quick'),
  )
  .option(
    '--profile <folder>',
    'write CPU profiles of all contenders there; figures are worth little then, and --document writes the profile alone',
  )
  .parse()
  .opts<Options>();

// Ended early, it takes the workers along that it has started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

bench(options).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
