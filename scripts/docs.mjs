// Checks all Markdown pages: links and anchors, that every page is reached from docs/README.md, command lines, npm scripts, variables, paths,
// snippets, and the outputs of commands that need no server (blocks of the language `console`). Without --check it writes those outputs anew. Needs
// `--import tsx`. Another folder than this repository may be named, which the test of this script does.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { commandProblems } from './docs/commands.mjs';
import { linkProblems } from './docs/links.mjs';
import { nameProblems } from './docs/names.mjs';
import { outputProblems } from './docs/outputs.mjs';
import { readPages } from './docs/pages.mjs';
import { snippetProblems } from './docs/snippets.mjs';

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
const root = resolve(positionals[0] ?? dirname(dirname(fileURLToPath(import.meta.url))));
const pages = readPages(root);

const problems = [
  ...linkProblems(pages, root, 'docs/README.md'),
  ...commandProblems(pages),
  ...nameProblems(pages, root),
  ...snippetProblems(pages),
  ...(await outputProblems(pages, root, { write: !values.check })),
];

for (const { page, line, what } of problems) console.error(`${page.path}:${line}: ${what}`);
console.log(problems.length === 0 ? `${pages.length} pages are in order.` : `${problems.length} problems.`);
if (problems.length > 0) process.exitCode = 1;
