/** Writes what a run measured into docs/performance.md, between its marks. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsTable, markdown, singleTable, threadsTable, type Results } from './report';

export const RESULTS_PATH = join(__dirname, '../docs/performance.json');
export const DOCUMENT_PATH = join(__dirname, '../docs/performance.md');

export function withResults(document: string, results: Results): string {
  const { measuredAt, node, cores, stolen, callsPerBatch, singleSteps, threads } = results;
  const taken = `, of whose time other machines took at most ${Math.round(Math.max(0, ...Object.values(stolen)) * 100)} %`;
  const intro = `Measured with \`npm run bench -- --document\`, last on ${measuredAt.slice(0, 10)}, Node.js ${node}, ${cores} cores for everything${taken}.`;
  let filled = between(document, 'results', `${intro}\n\n${markdown(results)}`);
  if (callsPerBatch) filled = between(filled, 'calls', callsTable(callsPerBatch));
  if (singleSteps) filled = between(filled, 'single', singleTable(singleSteps));
  return threads ? between(filled, 'threads', threadsTable(threads)) : filled;
}

/** What this run did not measure stays as it was. */
export function writeDocument(measured: Partial<Results>): void {
  const before = JSON.parse(readFileSync(RESULTS_PATH, 'utf8')) as Results;
  const results = {
    ...before,
    ...withoutUndefined(measured),
    values: { ...before.values, ...measured.values },
    days: { ...before.days, ...measured.days },
    stolen: { ...before.stolen, ...measured.stolen },
  };
  writeFileSync(RESULTS_PATH, `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(DOCUMENT_PATH, withResults(readFileSync(DOCUMENT_PATH, 'utf8'), results));
}

/** What could not be measured this time stays as it was, too. */
function withoutUndefined(measured: Partial<Results>): Partial<Results> {
  return Object.fromEntries(Object.entries(measured).filter(([, value]) => value !== undefined));
}

function between(document: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name}: generated -->`, `<!-- ${name}: end -->`];
  const [from, to] = [document.indexOf(open), document.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`There is no "${open} … ${close}" in the document.`);
  return `${document.slice(0, from)}${open}\n\n${content}\n\n${document.slice(to)}`;
}
