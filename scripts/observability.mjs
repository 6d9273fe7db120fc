// Writes the lists of docs/observability.md, between its markers, from the catalogue and the metrics themselves. With --check it writes nothing
// and fails when the page is not what it would write. Needs `--import tsx`.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

// Not imported: the sources are CommonJS.
const require = createRequire(import.meta.url);
const { HAPPENINGS } = require('../src/core/happenings');
const { METRICS } = require('../src/core/metrics');

const path = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs/observability.md');

const there = readFileSync(path, 'utf8');
const made = [
  ['metrics', table(['metric', 'kind', 'labels', 'what it says'], Object.entries(METRICS).map(metric))],
  ['happenings', table(['what', 'level', 'text', 'fields', 'metrics'], Object.entries(HAPPENINGS).map(happening))],
];
const text = await format(
  made.reduce((all, [name, list]) => between(all, name, list), there),
  { ...(await resolveConfig(path)), filepath: path },
);
if (text !== there && process.argv.includes('--check')) {
  console.error('docs/observability.md is not what the catalogue says. Run "npm run observability".');
  process.exitCode = 1;
} else if (text !== there) {
  writeFileSync(path, text);
}

function metric([name, { kind, unit, labels, help, buckets }]) {
  const measured = kind === 'histogram' ? ` of ${unit}` : `, ${unit}`;
  return [code(name), `${kind}${measured}`, codes(labels), buckets ? `${help}. Buckets: ${buckets.join(', ')}` : help];
}

function happening([name, { text, level, fields = [], moves = {} }]) {
  return [code(name), level ?? '–', text, codes(fields), codes(Object.keys(moves))];
}

function code(text) {
  return `\`${text}\``;
}

function codes(texts) {
  return texts.length === 0 ? '–' : texts.map(code).join(', ');
}

function table(heads, rows) {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
}

function escaped(text) {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*');
}

function between(text, name, list) {
  const marker = `<!-- ${name}, made by npm run observability -->`;
  const [before, , after] = text.split(marker);
  if (after === undefined) throw new Error(`docs/observability.md needs two lines ${marker}`);
  return `${before}${marker}\n\n${list}\n\n${marker}${after}`;
}
