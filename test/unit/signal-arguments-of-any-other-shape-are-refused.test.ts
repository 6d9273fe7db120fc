import fc from 'fast-check';
import { InvalidInput } from '../../src/core/input';
import { parseDiscardArguments, parseRetryArguments } from '../../src/core/signal-arguments';
import { anyEvent, anyJson } from './event-arbitraries';

/** In every text of the argument, and in no message of ours. */
const MARK = '¤¤';
const marked = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? `${MARK}${each}` : each)));

describe.each([
  ['retry', parseRetryArguments, 'event'],
  ['discard', parseDiscardArguments, 'reason'],
] as const)('the argument of a %s', (_signal, parse, member) => {
  it.each([
    [['text']],
    [[7]],
    [[true]],
    [[[]]],
    [[[{ [member]: {} }]]],
    [[new Uint8Array(3)]],
    [[{}, {}]],
    [[{ [member]: 7 }]],
    [[{ [member]: '' }]],
    [[{ [member]: [] }]],
    [[{ [member.toUpperCase()]: 'x' }]],
    [[{ version: 1 }]],
  ])('is refused when it is %j', (args) => {
    expect(() => parse(args)).toThrow(InvalidInput);
  });

  it('is taken or refused whatever it is, and no refusal repeats a text of it', () => {
    const args = fc.array(
      fc.oneof(
        anyJson,
        anyEvent,
        fc.oneof(anyJson, anyEvent).map((value) => ({ [member]: value })),
      ),
      { maxLength: 2 },
    );
    fc.assert(
      fc.property(args, (given) => {
        try {
          parse(given.map((each) => (given.length > 1 ? each : marked(each))));
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInput);
          expect(String(error)).not.toContain(MARK);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

it.each([
  ['event', parseRetryArguments, { event: { EventType: 7 } }, '"event.EventType"'],
  ['event', parseRetryArguments, { event: { EventType: 'A', EventHandle: 7 } }, '"event.EventHandle"'],
  ['reason', parseDiscardArguments, { reason: 'half \ud83d' }, '"reason" must be whole characters'],
] as const)('a wrong %s is refused by the name of the field', (_member, parse, argument, message) => {
  expect(() => parse([argument])).toThrow(message);
});
