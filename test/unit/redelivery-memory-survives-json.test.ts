import fc from 'fast-check';
import { MAX_REMEMBERED_KEYS } from '../../src/core/defaults';
import { RedeliveryMemory } from '../../src/core/redelivery-memory';

describe('the memory of redeliveries', () => {
  it('is the same after a round trip through JSON, as a heartbeat makes it', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 20 }), (keys, limit) => {
        const memory = new RedeliveryMemory(limit);
        memory.remember(keys);
        const carried = JSON.parse(JSON.stringify(memory)) as string[];
        expect(new RedeliveryMemory(limit, carried).toJSON()).toEqual(memory.toJSON());
      }),
    );
  });

  it('is cut to the newest when it comes from one with a larger limit', () => {
    expect(new RedeliveryMemory(2, ['1', '2', '3']).toJSON()).toEqual(['2', '3']);
  });

  it('stays small enough for a heartbeat when it is full of event keys', () => {
    const keys = Array.from({ length: 2 * MAX_REMEMBERED_KEYS }, (_, index) => String(index).padStart(32, '0'));
    const memory = new RedeliveryMemory(MAX_REMEMBERED_KEYS);
    memory.remember(keys);
    expect(Buffer.byteLength(JSON.stringify(memory))).toBeLessThanOrEqual(36_000);
  });
});
