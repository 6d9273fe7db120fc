import { BATCH_WORKFLOW, EVENT_WORKFLOW, POLLER_WORKFLOW } from '../../src/core/contract';
import { MAX_REASON_LENGTH } from '../../src/core/defaults';
import { parseBatchInput, parseEventInput, parsePollerInput } from '../../src/core/input';
import { parseDiscardArguments, parseRetryArguments } from '../../src/core/signal-arguments';
import { problemsWith } from './schemas';

/** One of everything that somebody may have put where something else belongs. */
const ANYTHING: unknown[] = [
  ...[null, true, false, 0, 1, 2, -1, 1.5, 1e15],
  ...['', 'x', 'default', 'owned', 'a b', 'x'.repeat(101), 'x'.repeat(MAX_REASON_LENGTH + 1)],
  ...[[], ['x'], [1], [null], [{}], {}, { a: 1 }],
  ...[
    { type: 'T', message: 'm', at: 1 },
    { type: 'T', message: 'm' },
    { type: 1, message: 'm', at: 1 },
  ],
  ...[
    { state: 'parked', tries: 1, since: 1, ownedAt: 1 },
    { state: 'done', tries: 1, since: 1, ownedAt: 1 },
  ],
  ...[
    { state: 'parked', tries: 1, since: 1 },
    { state: 'parked', tries: 1, since: 1, ownedAt: 1, reportAfterMs: 'x' },
  ],
  ...[{ remembered: ['a'], unfinished: { a: 1 } }, { remembered: [1], unfinished: {} }, { remembered: [] }],
  ...[{ remembered: [], unfinished: { a: 'b' } }, { EventType: 'A' }, { EventType: '' }, { EventType: 7 }],
  ...[
    { EventType: 'A', EventHandle: 7 },
    { EventType: 'A', EventHandle: 'h', ClipCompleteEvent: {} },
  ],
];

const failure = { type: 'T', message: 'm', at: 1 };
const carried = { state: 'parked', tries: 1, since: 1, ownedAt: 1 };
const memory = { remembered: ['a'], unfinished: { a: 1 } };

const MESSAGES: [file: string, parse: (value: unknown) => unknown, right: Record<string, unknown>][] = [
  [
    `${BATCH_WORKFLOW}.input.json`,
    parseBatchInput,
    {
      ...{ version: 1, source: 'default', pulledAt: 1, events: [{ EventType: 'A' }], ageMs: 0 },
      ...{ confirmOnly: ['a'], confirmPolicy: 'processed', lastDelivery: ['a'] },
    },
  ],
  [
    `${EVENT_WORKFLOW}.input.json`,
    parseEventInput,
    { version: 1, source: 'default', key: 'k', event: {}, tries: 1, failure, home: 'queue', carried },
  ],
  [`${POLLER_WORKFLOW}.input.json`, parsePollerInput, { version: 1, source: 'default', paused: true, memory }],
  [`${EVENT_WORKFLOW}.signal.retry.json`, (value) => parseRetryArguments([value]), { event: { EventType: 'A' } }],
  [`${EVENT_WORKFLOW}.signal.discard.json`, (value) => parseDiscardArguments([value]), { reason: 'because' }],
];

describe.each(MESSAGES)('%s', (file, parse, right) => {
  const accepts = (value: unknown): boolean => {
    try {
      parse(value);
      return true;
    } catch {
      return false;
    }
  };

  it('takes what the code takes, members missing, null or unknown to this version included', () => {
    const optional = Object.keys(right).filter((name) => accepts({ ...right, [name]: undefined }));
    const without = (name: string) => Object.fromEntries(Object.entries(right).filter(([other]) => other !== name));
    for (const value of [right, ...optional.flatMap((name) => [without(name), { ...right, [name]: null }])]) {
      expect([value, accepts(value), problemsWith(file, value)]).toEqual([value, true, []]);
    }
    const later = { ...right, later: true };
    expect(problemsWith(file, later).length === 0).toBe(accepts(later));
  });

  it('refuses what the code refuses', () => {
    const candidates = [
      ...ANYTHING.filter((value) => value !== null),
      ...Object.keys(right).flatMap((name) => ANYTHING.map((value) => ({ ...right, [name]: value }))),
      ...Object.keys(right).map((name) =>
        Object.fromEntries(Object.entries(right).filter(([other]) => other !== name)),
      ),
    ];
    const refused = candidates.filter((value) => !accepts(value));
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.filter((value) => problemsWith(file, value).length === 0)).toEqual([]);
  });
});
