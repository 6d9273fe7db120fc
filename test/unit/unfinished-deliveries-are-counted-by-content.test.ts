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

  it('of as many events as fit are kept, the latest ones', () => {
    const counted = new UnfinishedDeliveries(2);
    for (const name of ['a', 'b', 'a', 'c']) counted.add(name);
    expect(counted.toJSON()).toEqual({ a: 2, c: 1 });
  });

  it('that another pump knew of are taken over where it knew more', () => {
    fc.assert(
      fc.property(fc.dictionary(key, fc.integer({ min: 1, max: 9 })), fc.array(key), (before, own) => {
        const counted = new UnfinishedDeliveries(10);
        for (const name of own) counted.add(name);
        const mine = counted.toJSON();
        counted.merge(JSON.parse(JSON.stringify(before)) as Record<string, number>);
        for (const name of ['a', 'b', 'c', 'd']) {
          expect(counted.get(name)).toBe(Math.max(before[name] ?? 0, mine[name] ?? 0));
        }
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
