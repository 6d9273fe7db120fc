import { parseBatchInput, parseEventInput, parsePollerInput } from '../../src/core/input';

const rest = { version: 1, pulledAt: 1, events: [], key: 'k', event: {} };

describe.each([parseBatchInput, parseEventInput, parsePollerInput].map((parse) => [parse.name, parse] as const))(
  '%s',
  (_name, parse) => {
    // As the worker's --source has it: the name becomes part of workflow ids, of which "/" divides the parts.
    it.each(['a/b', '../other', 'with space', 'line\nend', 'ä', '\ud83d', ''])('refuses the source %j', (source) => {
      expect(() => parse({ ...rest, source })).toThrow(/"source" must be/);
    });

    it.each(['default', '1500012345', 'uploads.eu-1_b', 'x'.repeat(100)])('takes the source %s', (source) => {
      expect(parse({ ...rest, source })).toMatchObject({ source });
    });
  },
);
