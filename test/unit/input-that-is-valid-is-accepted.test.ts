import fc from 'fast-check';
import { parseBatchInput, parseEventInput, parsePollerInput } from '../../src/core/input';
import { anyEvent, anyJson } from './event-arbitraries';

const source = fc.stringMatching(/^[\w.-]{1,100}$/);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.constant(null), fc.constant(undefined));
const memory = fc.record({ remembered: fc.array(fc.string()), unfinished: fc.dictionary(fc.string(), fc.nat()) });
const failure = fc.record({ type: fc.string(), message: fc.string(), at: fc.nat() });
const carried = fc.record(
  {
    state: fc.constantFrom('handling', 'parked'),
    tries: fc.nat(),
    since: fc.nat(),
    ownedAt: fc.nat(),
    firstParkedAt: fc.nat(),
    reportAfterMs: fc.nat(),
  },
  { requiredKeys: ['state', 'tries', 'since', 'ownedAt'] },
);

describe('valid input', () => {
  it('of a batch keeps its events as they are, malformed ones too', () => {
    const input = fc.record(
      {
        version: fc.constant(1),
        source,
        pulledAt: fc.nat(),
        events: fc.array(fc.oneof(anyEvent, anyJson)),
        ageMs: maybe(fc.nat()),
        confirmOnly: maybe(fc.array(fc.string())),
        confirmPolicy: maybe(fc.constantFrom('owned', 'processed')),
        lastDelivery: maybe(fc.array(fc.string())),
      },
      { requiredKeys: ['version', 'source', 'pulledAt', 'events'] },
    );
    fc.assert(
      fc.property(input, (given) => {
        const present = Object.entries(given).filter(([, value]) => value != null);
        expect(parseBatchInput(given)).toEqual(Object.fromEntries(present));
      }),
    );
  });

  it('of an event may leave out or null whatever is optional', () => {
    const input = fc.record(
      {
        version: fc.constant(1),
        source,
        key: fc.string({ minLength: 1 }),
        event: anyJson,
        tries: maybe(fc.nat()),
        home: maybe(fc.string()),
        failure: maybe(failure),
        park: maybe(fc.boolean()),
        afterMs: maybe(fc.integer({ min: 1, max: 86_400_000 })),
        carried: maybe(carried),
      },
      { requiredKeys: ['version', 'source', 'key', 'event'] },
    );
    fc.assert(
      fc.property(input, (given) => {
        const { tries, home, failure: why, park, afterMs, carried: before, ...rest } = given;
        expect(parseEventInput(given)).toEqual({
          ...rest,
          tries: tries ?? 0,
          ...(home != null && { home }),
          ...(why != null && { failure: why }),
          ...(park && { park }),
          ...(afterMs != null && { afterMs }),
          ...(before != null && { carried: before }),
        });
      }),
    );
  });

  it('of a poller is running unless it says paused', () => {
    fc.assert(
      fc.property(source, maybe(fc.boolean()), maybe(memory), (name, paused, knows) => {
        expect(parsePollerInput({ version: 1, source: name, paused, memory: knows })).toEqual({
          version: 1,
          source: name,
          paused: paused ?? false,
          ...(knows != null && { memory: knows }),
        });
      }),
    );
  });

  it('may have members that this version does not know', () => {
    expect(parseBatchInput({ version: 1, source: 's', pulledAt: 1, events: [], later: true })).not.toHaveProperty(
      'later',
    );
    expect(parseEventInput({ version: 1, source: 's', key: 'k', event: null, later: true })).not.toHaveProperty(
      'later',
    );
    expect(parsePollerInput({ version: 1, source: 's', later: true })).not.toHaveProperty('later');
  });
});
