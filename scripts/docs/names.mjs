import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { INGRESS_SETTINGS } = require('../../src/ingress/settings');
const { sourceVariable } = require('../../src/settings/source-variables');
const { CONFIG_VARIABLE, SOURCE_KEYS } = require('../../src/worker/config-file');
const { SETTINGS } = require('../../src/worker/settings');

const ours = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { scripts } = JSON.parse(readFileSync(join(ours, 'package.json'), 'utf8'));

const NPM_SCRIPT = /\bnpm run ([\w-]+(?::[\w-]+)*)/g;
/** Not where a name only begins so: `VOD_EVENTS_…`, `VOD_EVENTS_SOURCE_<NAME>_<KEY>`. */
const VARIABLE = /\b(?:VOD|TENCENTCLOUD)_[A-Z0-9_]*[A-Z0-9]\b(?!_|\*|…)/g;
const VARIABLES = new Set([
  ...[...Object.values(SETTINGS), ...Object.values(INGRESS_SETTINGS)].map(({ name }) => name),
  CONFIG_VARIABLE,
]);
/** `VOD_EVENTS_SOURCE_SHOP_RATE`, whatever the source. */
const OF_A_SOURCE = new RegExp(
  `^VOD_EVENTS_SOURCE_\\w+(${SOURCE_KEYS.map((key) => sourceVariable('', key).slice('VOD_EVENTS_SOURCE_'.length)).join('|')})$`,
);

/** A path of the repository, or of tests by their area and how their names begin: `e2e/after-sigkill-…`. */
const PATH = /^(?:\.github|bench|demo|deploy|docs|etc|examples|schema|scripts|src|test)\/[\w./-]*$/;
const TEST = /^([\w-]+)\/([\w-]+)(?:…|\*)?$/;
const AREAS = new Set(['activities', 'e2e', 'model', 'replay', 'unit', 'vod-client', 'workflows']);

/** npm scripts, environment variables and paths that are not there. */
export function nameProblems(pages, root) {
  return pages.flatMap((page) => [
    ...found(page, NPM_SCRIPT, ([, script]) => (scripts[script] ? undefined : `npm has no script ${script}`)),
    ...found(page, VARIABLE, ([name]) =>
      VARIABLES.has(name) || OF_A_SOURCE.test(name) ? undefined : `nothing reads ${name}`,
    ),
    ...page.spans.flatMap(({ text, line }) =>
      isThere(text, page, root) ? [] : [{ page, line, what: `there is no ${text}` }],
    ),
  ]);
}

function found(page, pattern, problemOf) {
  return [...page.source.matchAll(pattern)].flatMap((match) => {
    const what = problemOf(match);
    return what === undefined ? [] : [{ page, line: page.source.slice(0, match.index).split('\n').length, what }];
  });
}

function isThere(text, page, root) {
  if (PATH.test(text)) return existsSync(join(root, text)) || existsSync(join(root, posix.dirname(page.path), text));
  const [, area, name] = TEST.exec(text) ?? [];
  if (!AREAS.has(area)) return true;
  const folder = join(root, 'test', area);
  return existsSync(folder) && readdirSync(folder).some((file) => file.startsWith(name));
}
