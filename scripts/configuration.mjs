// Writes what the pages say of each setting, between their markers, from the settings themselves (key, variable, values, default and meaning), and
// from the same the JSON Schema of the configuration file. With --check it writes nothing and fails when something is not what it would write. Needs
// `--import tsx`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { configSchema } from './schema/config.mjs';

// Not imported: the sources are CommonJS, and what is imported and required both would be there twice.
const require = createRequire(import.meta.url);
const { factsOf, defaultOf, fileKeyOf, isRequired } = require('../src/settings/facts');
const { CREDENTIAL_KINDS } = require('../src/credentials/spec');
const { INGRESS_SETTINGS } = require('../src/ingress/settings');
const { PROCESS_SETTINGS, SOURCE_SETTINGS } = require('../src/worker/settings');

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const files = new Map([
  ['docs/configuration.md', page],
  ['docs/ingress.md', ingressPage],
  ['schema/config.json', () => JSON.stringify(configSchema())],
]);

const stale = [];
for (const [file, make] of files) {
  const path = join(root, file);
  const there = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const text = await format(make(there), { ...(await resolveConfig(path)), filepath: path });
  if (text === there) continue;
  stale.push(file);
  if (!process.argv.includes('--check')) writeFileSync(path, text);
}
if (stale.length > 0 && process.argv.includes('--check')) {
  console.error(`${stale.join(', ')}: not what the settings say. Run "npm run configuration".`);
  process.exitCode = 1;
}

function page(text) {
  const made = [
    ['process settings', table(PROCESS_SETTINGS)],
    ['source settings', table(SOURCE_SETTINGS)],
    ['kinds of credential', CREDENTIAL_KINDS.map(kind).join('\n')],
  ];
  return made.reduce((all, [name, part]) => between(all, name, part), text);
}

/** Of the ingress alone: what it shares with the worker is on the worker's page. */
function ingressPage(text) {
  const shared = new Set(Object.values({ ...PROCESS_SETTINGS, ...SOURCE_SETTINGS }));
  const own = Object.values(INGRESS_SETTINGS).filter((setting) => !shared.has(setting));
  return between(text, 'ingress settings', tableOf(own, ['variable', 'meaning', 'values', 'default']));
}

/** A credential: what it is, and under it the keys that go with it. */
function kind(schema) {
  const { kind: name, ...others } = schema.shape;
  const keys = Object.entries(others).map(([key, value]) => {
    const { description } = value;
    const isNeeded = !value.safeParse(undefined).success;
    const byDefault = value.safeParse(undefined).data;
    const says = isNeeded
      ? ' (required)'
      : typeof byDefault === 'object' || byDefault === undefined
        ? ''
        : ` (default \`${byDefault}\`)`;
    return `  - \`${key}\`: ${escaped(description)}${says}`;
  });
  return [`- \`${name.value}\`: ${escaped(schema.description)}`, ...keys].join('\n');
}

function between(text, name, made) {
  const [before, rest, ...more] = text.split(`<!-- ${name}, made by npm run configuration -->`);
  const end = rest?.indexOf('<!-- end -->') ?? -1;
  if (end < 0 || more.length > 0) throw new Error(`There must be one pair of markers for the ${name}.`);
  return `${before}<!-- ${name}, made by npm run configuration -->\n\n${made}\n\n${rest.slice(end)}`;
}

function table(settings) {
  return tableOf(Object.values(settings), ['in a file', 'variable', 'meaning', 'values', 'default']);
}

function tableOf(settings, heads) {
  const rows = settings.map((setting) => {
    const cells = {
      'in a file': setting.isSecret ? 'never' : `\`${fileKeyOf(setting)}\``,
      variable: `\`${setting.name}\``,
      meaning: [setting.help, setting.note].filter(Boolean).join('. '),
      values: factsOf(setting).says,
      default: isRequired(setting) ? 'required' : (defaultOf(setting) ?? ''),
    };
    return heads.map((head) => cells[head]);
  });
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
}

function escaped(cell) {
  return cell.replaceAll('|', '\\|').replaceAll('<', '\\<');
}
