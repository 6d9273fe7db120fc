import { BoundedNames } from '../../src/core/bounded-names';
import { MAX_LABEL_VALUES } from '../../src/core/defaults';
import { codeLabel } from '../../src/core/error-table';
import { createObserve } from '../../src/core/observe';
import { METRICS } from '../../src/core/metrics';
import { HAPPENINGS } from '../../src/core/happenings';

const nothing = (): void => {};
const lines = { debug: nothing, info: nothing, warn: nothing, error: nothing };

it('a source has so many names of its own, and the rest is one; another source has as many', () => {
  const names = new BoundedNames();
  const all = Array.from({ length: MAX_LABEL_VALUES + 50 }, (_, index) => names.of('one', `type-${index}`));
  expect(new Set(all).size).toBe(MAX_LABEL_VALUES + 1);
  expect(all.at(-1)).toBe('other');
  expect(names.of('one', 'type-0')).toBe('type-0');
  expect(names.of('two', 'type-249')).toBe('type-249');
});

it('event types out of the network become no more labels than that', () => {
  const seen = new Set<string>();
  const observe = createObserve({ lines, meter: (_metric, _value, { eventType = '' }) => void seen.add(eventType) });
  for (let index = 0; index < 1_000; index++)
    observe('batch:events:judged', {
      source: 's',
      done: 1,
      owned: 0,
      left: 0,
      verdicts: { done: new Map([[`type-${index}`, 1]]), owned: new Map(), left: new Map() },
      unrouted: new Map(),
      ignored: new Map(),
    });
  expect(seen.size).toBe(MAX_LABEL_VALUES + 1);
});

it('codes are those of the table, or their family, or other', () => {
  expect(codeLabel('InternalError')).toBe('InternalError');
  expect(codeLabel('InternalError.OfSomeKind')).toBe('InternalError');
  expect(codeLabel('OfNextYear')).toBe('other');
});

it('every metric is moved by something that happens', () => {
  const moved = new Set(Object.values(HAPPENINGS).flatMap(({ moves = {} }) => Object.keys(moves)));
  expect([...moved].sort()).toEqual(Object.keys(METRICS).sort());
});

it('happenings are named scope:action:outcome', () => {
  for (const name of Object.keys(HAPPENINGS)) expect(name).toMatch(/^[a-z]+:[a-z]+:[a-z-]+$/);
});
