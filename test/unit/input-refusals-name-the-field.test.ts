import { parseBatchInput, parseEventInput, parsePollerInput } from '../../src/core/input';

const batch = { version: 1, source: 'default', pulledAt: 1, events: [] };
const event = { version: 1, source: 'default', key: 'k', event: {} };
const poller = { version: 1, source: 'default' };

const cases: [parse: (input: unknown) => unknown, right: object, field: string, wrong: unknown[]][] = [
  [parseBatchInput, batch, 'version', [undefined, 0, '1', null]],
  [parseBatchInput, batch, 'source', [undefined, '', 7, null, 'x'.repeat(101)]],
  [parseBatchInput, batch, 'pulledAt', [undefined, '1', -1, null, Number.NaN, Number.POSITIVE_INFINITY]],
  [parseBatchInput, batch, 'events', [undefined, null, {}, 'list']],
  [parseBatchInput, batch, 'confirmOnly', ['key', {}, [1], [null], ['a', undefined]]],
  [parseBatchInput, batch, 'ageMs', ['1', -1, Number.NaN, {}]],
  [parseBatchInput, batch, 'confirmPolicy', ['strict', 1, {}]],
  [parseBatchInput, batch, 'lastDelivery', ['key', {}, [1]]],
  [parseEventInput, event, 'version', [undefined, -1, 1.5]],
  [parseEventInput, event, 'source', [undefined, '']],
  [parseEventInput, event, 'key', [undefined, '', 7]],
  [parseEventInput, event, 'event', [undefined]],
  [parseEventInput, event, 'tries', [-1, 1.5, '1', true]],
  [parseEventInput, event, 'park', [1, 'yes', {}]],
  [parseEventInput, event, 'afterMs', [0, -1, '1s', 86_400_001]],
  [parseEventInput, event, 'home', [7, {}, false]],
  [
    parseEventInput,
    event,
    'failure',
    ['boom', 7, true, [], {}, { type: 'T', message: 'm' }, { type: 1, message: 'm', at: 1 }],
  ],
  [
    parseEventInput,
    event,
    'carried',
    [
      'x',
      {},
      [],
      { state: 'done', tries: 1, since: 1, ownedAt: 1 },
      { state: 'parked', tries: 1, since: 1 },
      { state: 'parked', tries: '1', since: 1, ownedAt: 1 },
      { state: 'parked', tries: 1, since: 1, ownedAt: 1, reportAfterMs: 'soon' },
    ],
  ],
  [parsePollerInput, poller, 'version', [undefined, 'two']],
  [parsePollerInput, poller, 'source', [undefined, ['a']]],
  [parsePollerInput, poller, 'paused', ['yes', 0, {}]],
  [
    parsePollerInput,
    poller,
    'memory',
    ['all', {}, { remembered: [] }, { remembered: [1], unfinished: {} }, { remembered: [], unfinished: { a: 'b' } }],
  ],
];

describe.each(cases.map(([parse, right, field, wrong]) => [parse.name, field, parse, right, wrong] as const))(
  '%s, field %s',
  (_name, field, parse, right, wrong) => {
    it('is named when it is wrong, and accepted when it is right', () => {
      expect(() => parse(right)).not.toThrow();
      for (const value of wrong) {
        expect(() => parse({ ...right, [field]: value })).toThrow(`"${field}" must be`);
      }
    });
  },
);
