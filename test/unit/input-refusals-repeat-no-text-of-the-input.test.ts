import fc from 'fast-check';
import { parseBatchInput, parseEventInput, parsePollerInput } from '../../src/core/input';
import { FIELDS } from './input-fields';

/** In every text of the input, and in no message of ours. */
const MARK = '¤¤';
const text = fc.string().map((rest) => `${MARK}${rest}`);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.nat(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  ),
}));
const input = fc
  .tuple(fc.dictionary(fc.constantFrom(...FIELDS), value), fc.boolean())
  .map(([fields, versioned]) => ({ pulledAt: 1, events: [], event: 1, ...fields, ...(versioned && { version: 1 }) }));

it.each([parseBatchInput, parseEventInput, parsePollerInput].map((parse) => [parse.name, parse] as const))(
  'a refusal of %s repeats no text of the input: it may be somebody’s payload',
  (_name, parse) => {
    fc.assert(
      fc.property(fc.oneof(value, input), (given) => {
        try {
          parse(given);
        } catch (error) {
          expect(String(error)).not.toContain(MARK);
        }
      }),
      { numRuns: 500 },
    );
  },
);
