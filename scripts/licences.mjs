// The licences of everything that package-lock.json names, one a line. With --check it prints only those that are not among the allowed, and
// exits with 1. What a licence is stands in the lockfile, as the packages say it of themselves.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** All of them let the package be used, changed and passed on within something else. */
const ALLOWED = new Set([
  'MIT',
  'Apache-2.0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
]);
/** What is not code of ours or of what runs, and what says its licence elsewhere. */
const KNOWN = new Map([
  // Data about browsers, for webpack's defaults; with attribution.
  ['caniuse-lite', 'CC-BY-4.0'],
  // In its file LICENSE.
  ['unionfs', 'Unlicense'],
]);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

const found = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, { version, license }]) => {
    const name = path.replace(/^.*node_modules\//, '');
    return { name, version, licence: license ?? KNOWN.get(name) ?? 'none' };
  })
  .sort((a, b) => a.licence.localeCompare(b.licence) || a.name.localeCompare(b.name));

/** An expression of SPDX without brackets within brackets: all of `AND`, one of `OR`. */
function isAllowed({ name, licence }) {
  if (KNOWN.get(name) === licence) return true;
  const terms = licence.replace(/[()]/g, '');
  return terms.split(' OR ').some((either) => either.split(' AND ').every((term) => ALLOWED.has(term)));
}

const isCheck = process.argv.includes('--check');
const shown = isCheck ? found.filter((each) => !isAllowed(each)) : found;
for (const { name, version, licence } of shown) console.log(`${licence.padEnd(20)} ${name} ${version}`);
if (isCheck && shown.length > 0) {
  console.error(
    `${shown.length} packages have a licence that scripts/licences.mjs does not allow: read it, then allow it there or do without them.`,
  );
  process.exitCode = 1;
}
