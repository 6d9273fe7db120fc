import fc from 'fast-check';
import { UnfinishedDeliveries } from '../../src/core/unfinished-deliveries';
import { contentKey, eventKey } from '../../src/vod/event-key';

const key = fc.constantFrom('a', 'b', 'c', 'd');

describe('unfinished deliveries', () => {
  it('are counted for each event until it is finished', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean())), (history) => {
        const counted = new UnfinishedDeliveries(10);
        const expected = new Map<string, number>();
        for (const [name, finished] of history) {
          if (finished) counted.forget(name);
          else counted.add(name);
          expected.set(name, finished ? 0 : (expected.get(name) ?? 0) + 1);
        }
        for (const [name, count] of expected) expect(counted.get(name)).toBe(count);
      }),
    );
  });

  it('reach any number however many events come again and again', () => {
    const counted = new UnfinishedDeliveries(10);
    const names = Array.from({ length: 100 }, (_, index) => `event-${index}`);
    let parked = 0;
    // As the pump does: an event is parked at its tenth.
    for (let round = 0; round < 150; round++) {
      for (const name of names.slice(parked)) {
        counted.add(name);
        if (counted.get(name) < 10) continue;
        counted.forget(name);
        parked++;
      }
    }
    expect(parked).toBe(100);
  });

  it('are what the last pump knew, whatever this process remembers of before', () => {
    fc.assert(
      fc.property(fc.dictionary(key, fc.integer({ min: 1, max: 9 })), fc.array(key), (before, own) => {
        const counted = new UnfinishedDeliveries(10);
        for (const name of own) counted.add(name);
        counted.replace(JSON.parse(JSON.stringify(before)) as Record<string, number>);
        expect(counted.toJSON()).toEqual({ ...before });
      }),
    );
  });

  it('go by a key that no delivery changes, not even where events have no natural identity', () => {
    const upload = (EventHandle: string) => ({
      EventType: 'NewFileUpload',
      EventHandle,
      FileUploadEvent: { FileId: '1' },
    });
    expect(contentKey(upload('first'))).toBe(contentKey(upload('second')));
    expect(eventKey(upload('first'), 'first')).not.toBe(eventKey(upload('second'), 'second'));
    expect(contentKey(upload('first'))).not.toBe(contentKey({ ...upload('first'), EventType: 'FileDeleted' }));
  });
});
