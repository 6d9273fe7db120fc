import fc from 'fast-check';
import { parkedEventOf } from '../../src/client/parked-memo';
import { anyJson, anyObject } from './event-arbitraries';

const ID = 'vod-event/default/a-key';
const failure = { type: 'TypeError', message: 'no', at: 1 };

describe('the memo of an event’s workflow', () => {
  it('tells of a parked event', () => {
    const parked = { since: 5, tries: 3, failure, eventType: 'PullComplete', overdue: true };
    expect(parkedEventOf(ID, { parked })).toEqual({ source: 'default', key: 'a-key', ...parked });
    expect(parkedEventOf(ID, { eventType: 'ClipComplete', parked: { since: 5, tries: 3 } })).toEqual({
      source: 'default',
      key: 'a-key',
      eventType: 'ClipComplete',
      since: 5,
      tries: 3,
      overdue: false,
    });
  });

  it.each([undefined, {}, { parked: null }, { parked: 'yes' }, { parked: { since: 'today' } }])(
    '(%j) tells of none',
    (memo) => expect(parkedEventOf(ID, memo)).toBeUndefined(),
  );

  it('of another workflow tells of none', () => {
    expect(parkedEventOf('somebody-elses', { parked: { since: 1, tries: 1, eventType: 'A' } })).toBeUndefined();
  });

  it('never makes it throw, and never an event of the wrong shape', () => {
    const since = fc.record({ since: fc.nat(), tries: anyJson, failure: anyJson, eventType: anyJson });
    fc.assert(
      fc.property(fc.oneof(anyObject, fc.record({ parked: fc.oneof(anyJson, since) })), (memo) => {
        const event = parkedEventOf(ID, memo);
        if (event)
          expect([typeof event.eventType, typeof event.tries, typeof event.since]).toEqual([
            'string',
            'number',
            'number',
          ]);
        expect(typeof (event?.failure?.message ?? '')).toBe('string');
      }),
    );
  });
});
