/**
 * Compares, in one run and on one machine, this system with other ways to consume the same queue. What it prints are ratios wherever there is
 * something to compare with; every contender is measured in turn, round after round, on the same emulator and the same Temporal server.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { writeDocument } from './document';
import { markdown, missed, type Results } from './report';
import { SCENARIOS, type Note, type Scenario } from './scenarios';
import { FULL, QUICK } from './sizes';
import { startStage } from './stage';

interface Options {
  quick?: boolean;
  only?: (keyof typeof SCENARIOS)[];
  json?: string;
  document?: boolean;
  profile?: string;
}

async function bench({ quick = false, only, json, document = false, profile }: Options): Promise<void> {
  if (profile !== undefined) mkdirSync(profile, { recursive: true });
  const stage = await startStage(profile);
  const sizes = quick ? QUICK : FULL;
  const results: Results = {
    measuredAt: new Date().toISOString(),
    node: process.version,
    cores: availableParallelism(),
    quick,
    values: {},
  };
  const note: Note = (name, value) => {
    (results.values[name] ??= []).push(value);
    console.error(`  ${name}: ${value.toFixed(3)}`);
  };
  try {
    for (let round = 1; round <= sizes.rounds; round++) {
      for (const [name, { once = false, run }] of Object.entries<Scenario>(SCENARIOS)) {
        if ((only && !(only as string[]).includes(name)) || (once && round > 1)) continue;
        console.error(`${name}, round ${round} of ${once ? 1 : sizes.rounds}`);
        await run({ stage, sizes, note, results });
      }
    }
  } finally {
    await stage.stop();
  }
  console.log(markdown(results));
  for (const what of missed(results)) console.log(`Missed: ${what}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(results, undefined, 2)}\n`);
  if (document) writeDocument(results);
}

const options = new Command('npm run bench --')
  .description('Measures this system against other ways to consume the same queue.')
  .option('--quick', 'one round with small sizes')
  .addOption(new Option('--only <scenario...>', 'these scenarios alone').choices(Object.keys(SCENARIOS)))
  .option('--json <file>', 'also write the figures there')
  .option('--document', 'write what was measured into docs/performance.md and docs/performance.json')
  .option('--profile <folder>', 'write CPU profiles of all contenders there; figures are worth little then')
  .parse()
  .opts<Options>();

bench(options).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
