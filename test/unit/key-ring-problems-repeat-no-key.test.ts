import { inspect } from 'node:util';
import fc from 'fast-check';
import { keyRingFromEnv, readKeyFile } from '../../src/codec/key-ring-from-env';
import { KeyRing, parseKeyFile, parseKeyList } from '../../src/codec/key-ring';

const bytes = Buffer.from('canary-key-canary-key-canary-key');
const KEY = bytes.toString('base64');

/** The ways a key ends up where it does not belong. */
const misplaced = fc.constantFrom(
  KEY,
  `${KEY}:k1`,
  `${KEY}:${KEY}`,
  `k1:${KEY}:${KEY}`,
  `k1:${KEY}!`,
  `k1 ${KEY}`,
  `k1:${KEY},k1:${KEY}`,
  bytes.toString('hex'),
  `${bytes.toString('hex')}:${KEY}`,
  `k1:${bytes.toString('hex')}`,
  `k1:${KEY}${KEY}`,
);

describe('a key', () => {
  it('is not repeated by any problem with it, in any reading', () => {
    fc.assert(
      fc.property(
        fc.array(misplaced, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(',', '\n', ', '),
        (parts, between) => {
          const text = parts.join(between);
          for (const parsed of [parseKeyList(text), parseKeyFile(text), readKeyFile(text)]) {
            const problems = parsed.ok ? '' : parsed.problems.join('\n');
            for (const secret of [KEY.slice(0, 12), bytes.toString('hex').slice(0, 12)])
              expect(problems).not.toContain(secret);
          }
        },
      ),
    );
  });

  it('is not repeated when it stands in the variable for the file', () => {
    expect(() => keyRingFromEnv({ VOD_EVENTS_ENCRYPTION_KEYS_FILE: KEY })).toThrow(
      /^VOD_EVENTS_ENCRYPTION_KEYS_FILE names a file that cannot be read \(ENOENT\)$/,
    );
  });

  it('is not in what a key ring prints', () => {
    const ring = new KeyRing([{ id: 'k1', key: bytes }]);
    const printed = `${inspect(ring, { depth: 9, showHidden: true })}${JSON.stringify(ring)}${JSON.stringify([...Object.values(ring)])}`;
    for (const secret of ['canary', KEY.slice(0, 12), bytes.toString('hex').slice(0, 12), '99,97,110'])
      expect(printed).not.toContain(secret);
  });
});
