/**
 * The walk of docs/going-to-production.md: sets a deployment up as the page says, breaks it in the six ways that the alerts name, and each time
 * waits for the alert, looks with `status` and `doctor`, and does what the runbook says. Exits with 0 only if each alert fired, each cause was
 * told, each runbook mended it, and no event was lost. `--record` writes what was seen to docs/walk.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { BREAKAGES } from './breakages';
import { Narrator } from './narrator';
import { walkPage } from './page';
import { CONFIG, Stage } from './stage';
import { Walk } from './walk';

interface Options {
  only?: string;
  record?: boolean;
}

async function main({ only, record }: Options): Promise<void> {
  if (process.env.TEMPORAL_ADDRESS !== undefined)
    throw new Error(
      'The walk kills and pauses what it finds, so it starts a Temporal server of its own: unset TEMPORAL_ADDRESS.',
    );
  const chosen = BREAKAGES.filter(({ alert }) => only === undefined || alert === only);
  if (chosen.length === 0) throw new Error(`There is no alert "${only}".`);
  const began = Date.now();
  const stage = await Stage.start(await prometheusProgram());
  stopOnSignal(stage);
  const narrator = new Narrator([
    [stage.temporal.address, '127.0.0.1:7233'],
    [stage.emulator.url, 'https://vod.tencentcloudapi.com'],
    [stage.directory, '/srv/vod-events'],
  ]);
  const walk = new Walk(stage, narrator);
  try {
    narrator.heading('Everything is well');
    stage.startWorkers();
    walk.step(`Two workers are started, each by \`vod-events worker --config ${CONFIG}\`, and events come.`);
    stage.traffic.begin();
    await walk.isWell();
    narrator.command('vod-events status', await stage.run(['status']));
    narrator.command(`vod-events doctor --config ${CONFIG}`, await stage.run(['doctor', '--config', CONFIG]));
    for (const breakage of chosen) await walk.breakAndMend(breakage);
  } catch (error) {
    console.error(`\n${stage.lastWords()}\n`);
    throw error;
  } finally {
    await stage.stop();
  }
  console.log(
    `\nAll ${chosen.length} alerts fired, were explained and were mended, within ${Math.round((Date.now() - began) / 1_000)} s.`,
  );
  if (record) writeFileSync(join(__dirname, '../docs/walk.md'), await walkPage(narrator.page));
}

async function prometheusProgram(): Promise<string> {
  const { ensurePrograms } = await import('../scripts/bootstrap/debian.mjs');
  const found = await ensurePrograms({ debianPackage: 'prometheus', programs: ['prometheus'], log: console.error });
  return found.prometheus ?? 'prometheus';
}

/** The guard of the processes ends whatever is left. */
function stopOnSignal(stage: Stage): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stage.stop().finally(() => process.exit(1)));
  }
}

const program = new Command('npm run walk --')
  .description('Breaks a small deployment in the six ways that the alerts name, and mends it by the runbooks.')
  .option('--only <alert>', 'this breakage alone')
  .option('--record', 'write what was seen to docs/walk.md')
  .parse();

main(program.opts<Options>()).catch((error: unknown) => {
  console.error(`walk: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
