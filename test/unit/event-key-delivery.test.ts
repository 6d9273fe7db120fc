import fc from 'fast-check';
import { eventKey, hasNaturalIdentity } from '../../src/vod/event-key';
import { anyEvent, anyJson, nested, reordered } from './event-arbitraries';

const anyDelivery = fc.oneof(
  fc.string(),
  fc.constantFrom('null', '', '"', ',', '[null]', '\ud800', '\ud801', '\ufffd'),
);

describe('the key of an event without a natural identity', () => {
  it('is never shared by two deliveries, however equal the events', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, anyEvent), anyDelivery, anyDelivery, (raw, first, second) => {
        fc.pre(!hasNaturalIdentity(raw) && first !== second);
        expect(eventKey(raw, first)).not.toBe(eventKey(raw, second));
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for one delivery each time it is made', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, anyEvent), anyDelivery, (raw, delivery) => {
        expect(eventKey(reordered(raw), delivery)).toBe(eventKey(raw, delivery));
      }),
    );
  });

  it('tells malformed elements of one delivery apart', () => {
    const keys = [null, 1, 'text', '1', [], [1], {}, { a: 1 }].map((raw) => eventKey(raw, 'h1'));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('cannot be had by moving text between the content and the delivery', () => {
    const cast = (Status: string): object => ({
      EventType: 'MediaCastStatusChanged',
      MediaCastStatusChangedEvent: { Status },
    });
    const keys = [
      eventKey(cast('Idle'), 'h1'),
      eventKey(cast('Idleh1'), ''),
      eventKey(cast('Idle"}}]'), 'h1'),
      eventKey(cast('Idle'), '"h1"'),
      eventKey(cast('Idle'), 'null'),
      eventKey({ ...cast('Idle'), delivery: 'h1' }, ''),
      eventKey(['h1', cast('Idle')], ''),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is not that of the same content with a natural identity', () => {
    const event = { EventType: 'X', XEvent: { TaskId: 't' } };
    expect(eventKey({ ...event, EventHandle: 7 }, 'null')).not.toBe(eventKey(event, 'null'));
  });
});

describe('the key of an event nested very deep', () => {
  const deepEvent = (depth: number, core: unknown): object => ({
    EventType: 'X',
    XEvent: { TaskId: 't', deep: nested(depth, core) },
  });

  it.each([100, 250, 251, 252, 253, 254, 255, 256, 2_000, 100_000])(
    'at %d levels tells different contents apart, by content or by delivery',
    (depth) => {
      const [one, other] = [deepEvent(depth, [1]), deepEvent(depth, [2])];
      expect(eventKey(one, 'h1')).toBe(eventKey(one, 'h1'));
      expect(eventKey(one, 'h1')).not.toBe(eventKey(other, 'h2'));
      if (hasNaturalIdentity(one)) expect(eventKey(one, 'h1')).toBe(eventKey(one, 'h2'));
      else expect(eventKey(one, 'h1')).not.toBe(eventKey(one, 'h2'));
    },
  );

  it('depends on the delivery only beyond what any real event needs', () => {
    expect(hasNaturalIdentity(deepEvent(200, 1))).toBe(true);
    expect(hasNaturalIdentity(deepEvent(2_000, 1))).toBe(false);
  });
});
