import fc from 'fast-check';
import { InvalidInput, NewerInput, parseBatchInput, parseEventInput, parsePollerInput } from '../../src/core/input';
import { anyJson } from './event-arbitraries';
import { FIELDS } from './input-fields';

/** Mostly right at first sight, so that the later checks are reached too. */
const nearlyInput = fc
  .tuple(
    fc.record({ version: fc.constant(1), source: fc.constant('default'), pulledAt: fc.nat(), key: fc.constant('key') }),
    fc.dictionary(fc.constantFrom(...FIELDS), anyJson),
  )
  .map(([right, other]) => ({ ...right, events: [], event: {}, ...other }));

const parsers = [parseBatchInput, parseEventInput, parsePollerInput] as const;

describe.each(parsers.map((parse) => [parse.name, parse] as const))('%s', (_name, parse) => {
  it('takes or refuses any JSON there is, and throws nothing but InvalidInput and NewerInput', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, nearlyInput), (input) => {
        try {
          parse(input);
        } catch (error) {
          expect([InvalidInput, NewerInput].some((kind) => error instanceof kind)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([undefined, null, 1, 'text', true, []])('refuses %p, which is no object', (input) => {
    expect(() => parse(input)).toThrow(InvalidInput);
    expect(() => parse(input)).toThrow(/must be one JSON object with a version/);
  });
});
