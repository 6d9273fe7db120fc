import fc from 'fast-check';
import type { RawEvent } from '../../src/vod/api';
import { eventKey } from '../../src/vod/event-key';
import { readEvent, withoutUnused } from '../../src/vod/read-event';
import { anyJson } from './event-arbitraries';

describe('an event without the members that it does not use', () => {
  it('reads the same and has the same key, whatever JSON it was', () => {
    fc.assert(
      fc.property(anyJson, fc.string(), (raw, delivery) => {
        const stored = withoutUnused(raw as RawEvent);
        expect(readEvent(stored)).toEqual(readEvent(raw));
        expect(eventKey(stored, delivery)).toBe(eventKey(raw, delivery));
      }),
    );
  });

  it('keeps everything else, within the payload too', () => {
    const raw = {
      EventType: 'ClipComplete',
      EventHandle: null,
      ClipCompleteEvent: { TaskId: null },
      PullCompleteEvent: null,
    };
    const { PullCompleteEvent: _, ...kept } = raw;
    expect(withoutUnused(raw)).toEqual(kept);
  });
});
