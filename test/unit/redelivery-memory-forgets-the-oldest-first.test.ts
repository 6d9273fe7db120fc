import fc from 'fast-check';
import { RedeliveryMemory } from '../../src/core/redelivery-memory';

const key = fc.constantFrom(...'abcdefghij');
const steps = fc.array(
  fc.record({ what: fc.constantFrom('remember' as const, 'forget' as const), keys: fc.array(key, { maxLength: 5 }) }),
);

describe('the memory of redeliveries', () => {
  it('holds the keys remembered last, at most as many as its limit, oldest first', () => {
    fc.assert(
      fc.property(fc.nat(6), steps, (limit, history) => {
        const memory = new RedeliveryMemory(limit);
        let expected: string[] = [];
        for (const { what, keys } of history) {
          memory[what](keys);
          for (const each of keys) {
            expected = expected.filter((known) => known !== each);
            if (what === 'remember') expected.push(each);
          }
          expected = expected.slice(Math.max(0, expected.length - limit));
          expect(memory.toJSON()).toEqual(expected);
          expect(memory.size).toBe(expected.length);
          for (const each of 'abcdefghij') expect(memory.has(each)).toBe(expected.includes(each));
        }
      }),
    );
  });

  it('keeps a key that is remembered again while older ones go', () => {
    const memory = new RedeliveryMemory(2);
    memory.remember(['old', 'new']);
    memory.remember(['old']);
    memory.remember(['newest']);
    expect(memory.toJSON()).toEqual(['old', 'newest']);
  });
});
