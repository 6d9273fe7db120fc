import { readFileSync } from 'node:fs';
import { DOCUMENT_PATH, RESULTS_PATH, withResults } from '../../bench/document';
import { MEASURES } from '../../bench/measures';
import type { Results } from '../../bench/report';

const document = readFileSync(DOCUMENT_PATH, 'utf8');
const results = JSON.parse(readFileSync(RESULTS_PATH, 'utf8')) as Results;

describe('the page about performance', () => {
  it('has the tables of the run whose figures are beside it', () => {
    expect(withResults(document, results)).toBe(document);
  });

  it('is of a full run that measured everything', () => {
    expect(results.quick).toBe(false);
    expect(Object.keys(results.values).sort()).toEqual(Object.keys(MEASURES).sort());
  });

  it('would show another figure', () => {
    const { ceiling = [] } = results.values;
    const changed = { ...results, values: { ...results.values, ceiling: ceiling.map((value) => value / 2) } };
    expect(withResults(document, changed)).not.toBe(document);
  });
});
