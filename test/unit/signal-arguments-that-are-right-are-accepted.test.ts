import fc from 'fast-check';
import { MAX_CHANGED_EVENT_BYTES, MAX_EVENT_DEPTH, MAX_REASON_LENGTH } from '../../src/core/defaults';
import { parseDiscardArguments, parseRetryArguments } from '../../src/core/signal-arguments';
import { anyObject, nested } from './event-arbitraries';

const readable = anyObject.map((members) => ({ ...members, EventType: 'PullComplete', EventHandle: 'handle' }));

describe('the argument of a retry', () => {
  it.each([[[]], [[undefined]], [[null]], [[{}]], [[{ event: null }]]])('may be missing: %j', (args) => {
    expect(parseRetryArguments(args)).toEqual({});
  });

  it('may bring any event that can be read, which stays as it is', () => {
    fc.assert(fc.property(readable, (event) => expect(parseRetryArguments([{ event }])).toEqual({ event })));
  });

  it('may be as large and as deep as it says', () => {
    const event = { EventType: 'A', text: '' };
    event.text = 'x'.repeat(MAX_CHANGED_EVENT_BYTES - JSON.stringify(event).length);
    expect(() => parseRetryArguments([{ event }])).not.toThrow();
    expect(() => parseRetryArguments([{ event: { ...event, text: `${event.text}x` } }])).toThrow(
      /at most 1500000 bytes/,
    );
    // Bytes, not characters.
    expect(() =>
      parseRetryArguments([{ event: { ...event, text: 'ä'.repeat(MAX_CHANGED_EVENT_BYTES / 2) } }]),
    ).toThrow();
    const deep = (levels: number) => ({ event: { EventType: 'A', inner: nested(levels, 1) } });
    expect(() => parseRetryArguments([deep(MAX_EVENT_DEPTH - 1)])).not.toThrow();
    expect(() => parseRetryArguments([deep(MAX_EVENT_DEPTH + 1)])).toThrow(/nested deeper/);
    expect(() => parseRetryArguments([deep(100_000)])).toThrow(/nested deeper/);
  });
});

describe('the argument of a discard', () => {
  it.each([[[]], [[null]], [[{}]], [[{ reason: null }]]])('may be missing: %j', (args) => {
    expect(parseDiscardArguments(args)).toEqual({});
  });

  it('may give a reason of some length', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: MAX_REASON_LENGTH / 2 });
    fc.assert(fc.property(text, (reason) => expect(parseDiscardArguments([{ reason }])).toEqual({ reason })));
    expect(() => parseDiscardArguments([{ reason: 'x'.repeat(MAX_REASON_LENGTH) }])).not.toThrow();
    expect(() => parseDiscardArguments([{ reason: 'x'.repeat(MAX_REASON_LENGTH + 1) }])).toThrow(
      /at most 500 characters/,
    );
  });
});
