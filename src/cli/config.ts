import { Command } from 'commander';
import { counted } from '../core/counted';
import type { InForce } from '../settings/read';
import { readWorkerConfig, type WorkerFlags, type WorkerReading } from '../worker/config';
import { EXIT_USAGE } from './exit';
import { columns, coloursOf, lineOfJson, type Screen } from './text';
import { CONFIG_OPTION, ROUTES_OPTION, SOURCE_OPTION } from './worker-flags';

interface Options extends WorkerFlags {
  json?: boolean;
}

const EXAMPLES = `
Reads what a worker with these flags and this environment would read, and starts nothing. Exits with 2 when there is a problem.

Examples:
  vod-events config check --config ./vod-events.toml
  vod-events config check --routes ./routes.mjs --json
`;

export function configCommand(): Command {
  const check = new Command('check')
    .description('Shows the settings that a worker would have, where each comes from, and every problem at once.')
    .option(...CONFIG_OPTION)
    .option(...ROUTES_OPTION)
    .option(...SOURCE_OPTION)
    .option('--json', 'as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return new Command('config')
    .description('Checks what a worker is configured with.')
    .addCommand(check)
    .addHelpText('after', EXAMPLES);
}

async function run({ json, ...flags }: Options): Promise<void> {
  const reading = await readWorkerConfig(process.env, flags);
  const lines = json ? [lineOfJson(asJson(reading))] : asText(reading, process.stdout);
  process.stdout.write(`${lines.join('\n')}\n`);
  for (const problem of reading.problems) console.error(`vod-events config check: ${problem}`);
  if (reading.problems.length > 0) process.exitCode = EXIT_USAGE;
}

/** Durations and numbers are texts, as somebody would write them. */
function asJson({ file, problems, process: settings, sources, temporal }: WorkerReading): object {
  return {
    ok: problems.length === 0,
    problems,
    ...(file !== undefined && { file }),
    settings: byKey(settings),
    sources: Object.fromEntries(sources.map((source) => [source.name, byKey(source.settings)])),
    ...(temporal && { temporal: { address: temporal.address, namespace: temporal.namespace } }),
  };
}

const byKey = (settings: readonly InForce[]): object =>
  Object.fromEntries(settings.map(({ key, ...setting }) => [key, setting]));

function asText(reading: WorkerReading, screen: Screen): string[] {
  const { faint } = coloursOf(screen, process.env);
  const { file, temporal, problems, sources } = reading;
  const parts = [
    ...(file === undefined ? [] : [[faint('file'), `  ${file}`]]),
    [faint('process'), ...rows(reading.process, screen)],
    ...(temporal ? [[faint('temporal'), `  ${temporal.address}, namespace ${temporal.namespace}`]] : []),
    ...sources.map(({ name, settings }) => [faint(`source ${name}`), ...rows(settings, screen)]),
    [problems.length === 0 ? 'No problems.' : `${counted(problems.length, 'problem')}.`],
  ];
  return parts.flatMap((part) => [...part, '']).slice(0, -1);
}

function rows(settings: readonly InForce[], screen: Screen): string[] {
  return columns(
    settings.map(({ key, value = '-', origin, place }) => [
      `  ${key}`,
      value,
      place === undefined ? origin : `${origin}: ${place}`,
    ]),
    screen,
  );
}
