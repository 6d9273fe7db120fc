/** Writes what a run measured into docs/performance.md, between its marks. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsTable, markdown, type Results } from './report';

export const RESULTS_PATH = join(__dirname, '../docs/performance.json');
export const DOCUMENT_PATH = join(__dirname, '../docs/performance.md');

export function withResults(document: string, results: Results): string {
  const { measuredAt, node, cores, callsPerBatch } = results;
  const intro = `Measured on ${measuredAt.slice(0, 10)} with \`npm run bench -- --document\`, Node.js ${node}, ${cores} cores for everything.`;
  const filled = between(document, 'results', `${intro}\n\n${markdown(results)}`);
  return callsPerBatch ? between(filled, 'calls', callsTable(callsPerBatch)) : filled;
}

/** What this run did not measure stays as it was. */
export function writeDocument(measured: Results): void {
  const before = existsSync(RESULTS_PATH) ? (JSON.parse(readFileSync(RESULTS_PATH, 'utf8')) as Results) : undefined;
  const results = { ...before, ...measured, values: { ...before?.values, ...measured.values } };
  writeFileSync(RESULTS_PATH, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(DOCUMENT_PATH, withResults(readFileSync(DOCUMENT_PATH, 'utf8'), results));
}

function between(document: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name}: generated -->`, `<!-- ${name}: end -->`];
  const [from, to] = [document.indexOf(open), document.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`There is no "${open} … ${close}" in the document.`);
  return `${document.slice(0, from)}${open}\n\n${content}\n\n${document.slice(to)}`;
}
