import fc from 'fast-check';
import { parseKeyFile, parseKeyList, type ParsedKeyRing } from '../../src/codec/key-ring';

const ID = fc.stringMatching(/^[\w.-]{1,32}$/);
const keys = fc.uniqueArray(fc.record({ id: ID, key: fc.uint8Array({ minLength: 32, maxLength: 32 }) }), {
  minLength: 1,
  maxLength: 5,
  selector: ({ id }) => id,
});
const NOTES = fc.constantFrom('', '   ', '# made in 2026', '#k0:old');

const written = ({ id, key }: { id: string; key: Uint8Array }): string =>
  `${id}:${Buffer.from(key).toString('base64')}`;
function holds(parsed: ParsedKeyRing, expected: readonly { id: string; key: Uint8Array }[]): void {
  if (!parsed.ok) throw new Error(parsed.problems.join('; '));
  const { ring } = parsed;
  expect(ring.ids).toEqual(expected.map(({ id }) => id));
  for (const { id, key } of expected) expect(ring.find(id)?.export()).toEqual(Buffer.from(key));
  expect(ring.newest.id).toBe(expected[0]?.id);
  expect(ring.newest.key.export()).toEqual(Buffer.from(expected[0]?.key ?? []));
}

describe('a key ring', () => {
  it('is what its text says, the first key in front', () => {
    fc.assert(fc.property(keys, (ring) => holds(parseKeyList(ring.map(written).join(',')), ring)));
  });

  it('is the same from a file, whatever stands between the keys for people', () => {
    fc.assert(
      fc.property(keys, fc.array(NOTES), fc.constantFrom('\n', '\r\n'), (ring, notes, lineEnd) => {
        const lines = [...notes, ...ring.flatMap((key) => [`  ${written(key)} `, ...notes])];
        holds(parseKeyFile(lines.join(lineEnd)), ring);
      }),
    );
  });
});
