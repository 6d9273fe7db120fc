import fc from 'fast-check';
import { readEvent } from '../../src/vod/read-event';
import { anyEvent, anyJson, nested } from './event-arbitraries';

const hasHandle = (raw: Record<string, unknown>): boolean =>
  typeof raw.EventHandle === 'string' && raw.EventHandle !== '';

describe('readEvent on anything JSON can express', () => {
  it('answers and does not throw', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, anyEvent), (raw) => {
        const read = readEvent(raw);
        expect(read.ok ? read.type : read.problem).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every handle, of good events and malformed ones', () => {
    fc.assert(
      fc.property(anyEvent, (raw) => {
        expect(readEvent(raw).handle).toBe(hasHandle(raw) ? raw.EventHandle : undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('calls an event malformed for its type or its handle and for nothing else', () => {
    fc.assert(
      fc.property(anyEvent, (raw) => {
        const typed = typeof raw.EventType === 'string' && raw.EventType !== '';
        const handled = raw.EventHandle == null || typeof raw.EventHandle === 'string';
        expect(readEvent(raw).ok).toBe(typed && handled);
      }),
      { numRuns: 500 },
    );
  });

  it('hands over a payload that is one of the members, untouched', () => {
    fc.assert(
      fc.property(anyEvent, (raw) => {
        const before = JSON.stringify(raw);
        const read = readEvent(raw);
        if (!read.ok || read.payload === null) return;
        expect(read.fields.map((field) => Object.getOwnPropertyDescriptor(raw, field)?.value as unknown)).toContain(
          read.payload,
        );
        expect(JSON.stringify(raw)).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  it('reads an event nested 100,000 deep', () => {
    const payload = { TaskId: 't', deep: nested(100_000, 1) };
    expect(readEvent({ EventType: 'X', XEvent: payload })).toMatchObject({ ok: true, type: 'X', fields: ['XEvent'] });
  });
});
