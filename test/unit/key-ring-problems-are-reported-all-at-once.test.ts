import { InvalidEncryptionKeys } from '../../src/codec/errors';
import { KeyRing, parseKeyFile, parseKeyList } from '../../src/codec/key-ring';

const key = (bytes = 32, fill = 1): string => Buffer.alloc(bytes, fill).toString('base64');
const problemsOf = (text: string, parse = parseKeyList): string[] => {
  const parsed = parse(text);
  return parsed.ok ? [] : parsed.problems;
};

describe('what is wrong with a list of keys', () => {
  it.each([
    ['no colon', 'k1', 'entry 1 must be <id>:'],
    ['nothing between commas', `k1:${key()},`, 'entry 2 must be <id>:'],
    ['two colons', `k1:${key()}:x`, 'entry 1 must be <id>:'],
    ['no id', `:${key()}`, 'entry 1: the id must'],
    ['an id that is none', `k 1:${key()}`, 'entry 1: the id must'],
    ['an id that is too long', `${'k'.repeat(33)}:${key()}`, 'entry 1: the id must'],
    ['an id given twice', `k1:${key()},k2:${key()},k1:${key(32, 2)}`, 'entry 3 has the same id as entry 1'],
    ['a short key', `k1:${key(16)}`, '16 bytes and must have 32'],
    ['a long key', `k1:${key(33)}`, '33 bytes and must have 32'],
    ['no key', 'k1:', '0 bytes and must have 32'],
    ['a key that is not base64', `k1:${key().replace('A', '!')}`, 'entry 1: the key is not base64'],
    ['base64 for URLs', `k1:${Buffer.alloc(32, 0xff).toString('base64url')}`, 'entry 1: the key is not base64'],
  ])('is one problem: %s', (_what, text, problem) => {
    expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
  });

  it('is reported at once, for every entry and both of its halves', () => {
    const found = problemsOf(`k 1:${key(16)},k2,k3:!`);
    expect(found.sort()).toEqual([
      expect.stringMatching(/^entry 1: the id/),
      expect.stringMatching(/^entry 1: the key has 16 bytes/),
      expect.stringMatching(/^entry 2 must/),
      expect.stringMatching(/^entry 3: the key is not base64/),
    ]);
  });

  it('is reported by the line of the file', () => {
    expect(problemsOf(`# keys\n\nk1:${key()}\nk1:${key()}`, parseKeyFile)).toEqual([
      'line 4 has the same id as line 3',
    ]);
    for (const text of ['', '\n', '# none yet'])
      expect(problemsOf(text, parseKeyFile)).toEqual([expect.stringMatching(/^has no key/)]);
  });

  it('is an error of its own for a ring that is made in code', () => {
    for (const keys of [[], [{ id: 'a b', key: Buffer.alloc(32) }], [{ id: 'k1', key: Buffer.alloc(31) }]])
      expect(() => new KeyRing(keys)).toThrow(InvalidEncryptionKeys);
  });
});
