import { readCallback, type Callback } from '../../src/ingress/callback';
import { Refusal, type RefusalCode } from '../../src/ingress/refusals';
import { signatureBy } from '../support/push';

const KEY = 'Xz4ZgayTr7rMgWQrH';
const NOW = 1_764_000_000_000;
const T = NOW / 1_000 + 600;
const EVENT = { EventType: 'NewFileUpload', FileUploadEvent: { FileId: '1' } };
const signed = { ...EVENT, ...signatureBy(KEY, T) };

function read(
  body: unknown,
  { query = {}, keys = [KEY], now = NOW }: { query?: object; keys?: string[]; now?: number } = {},
): Callback {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  return readCallback({ query: { ...query }, body: bytes }, keys, now);
}

function refusalOf(...args: Parameters<typeof read>): RefusalCode | 'taken' {
  try {
    read(...args);
    return 'taken';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

it('the tests sign as VOD’s documents say: MD5 over the key followed by T', () => {
  // Computed with md5sum, not with our own code.
  expect(signatureBy('Xz4ZgayTr7rMgWQrH', 1_764_000_600).Sign).toBe('3d7253558f7b4af690ab225519bec3fa');
});

describe('a signed callback', () => {
  it('is taken with its signature in the body or in the query', () => {
    expect(read(signed).event).toEqual(EVENT);
    expect(read(EVENT, { query: signatureBy(KEY, T) }).event).toEqual(EVENT);
  });

  it('may have T as a number or as text, and Sign in capitals', () => {
    const Sign = signed.Sign.toUpperCase();
    expect(read({ ...EVENT, Sign, T: String(T) }).event).toEqual(EVENT);
  });

  it('is an event without its signature and without a handle: neither is content', () => {
    const { event, delivery } = read({ ...signed, EventHandle: 'handle', Other: null });
    expect(event).toEqual({ ...EVENT, Other: null });
    expect(delivery).toBe(String(T));
  });

  it('is taken by the key that is new and by the one that it replaces', () => {
    for (const keys of [
      ['NewKey', KEY],
      [KEY, 'OldKey'],
    ]) {
      expect(refusalOf(signed, { keys })).toBe('taken');
    }
    expect(refusalOf(signed, { keys: ['NewKey', 'OldKey'] })).toBe('wrong-signature');
  });

  it('is taken until the second in which it expires, and not after', () => {
    expect(refusalOf(signed, { now: T * 1_000 })).toBe('taken');
    expect(refusalOf(signed, { now: T * 1_000 + 1 })).toBe('expired');
  });

  it('without an EventType is taken all the same: VOD said something, and the batch parks it', () => {
    expect(read({ ...signatureBy(KEY, T), Strange: 1 }).event).toEqual({ Strange: 1 });
  });

  it('of the same second may have the same signature as another: it says nothing of the body', () => {
    expect(refusalOf({ EventType: 'FileDeleted', ...signatureBy(KEY, T) })).toBe('taken');
  });
});

describe('without a key', () => {
  const keys: string[] = [];
  it('everything that is an event is taken, and its signature is no content', () => {
    expect(read(EVENT, { keys })).toEqual({ event: EVENT, delivery: undefined });
    expect(read({ ...EVENT, ...signatureBy('whatever', T) }, { keys })).toEqual({ event: EVENT, delivery: String(T) });
  });

  it('what has no EventType is refused: it may be anybody’s', () => {
    expect(refusalOf({ Strange: 1 }, { keys })).toBe('no-event-type');
    expect(refusalOf({ EventType: 5 }, { keys })).toBe('no-event-type');
  });
});

describe.each<[RefusalCode, [string, Parameters<typeof read>][]]>([
  [
    'not-json',
    [
      ['text', [Buffer.from('EventType=NewFileUpload')]],
      ['nothing', [Buffer.alloc(0)]],
      ['two documents', [Buffer.from('{}{}')]],
      ['bytes that are no UTF-8', [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])]],
    ],
  ],
  ['not-an-object', [null, 5, 'event', true, [signed]].map((body) => [JSON.stringify(body), [body]])],
  [
    'nested-too-deep',
    [['lists in lists', [{ ...signed, Deep: JSON.parse('['.repeat(600) + ']'.repeat(600)) as unknown }]]],
  ],
  [
    'unsigned',
    [
      ['no signature', [EVENT]],
      ['no T', [{ ...EVENT, Sign: signed.Sign }]],
      ['no Sign', [{ ...EVENT, T }]],
      ['one half here, the other there', [{ ...EVENT, Sign: signed.Sign }, { query: { T: String(T) } }]],
      ['Sign twice', [EVENT, { query: { Sign: [signed.Sign, signed.Sign], T: String(T) } }]],
      ['a T that goes on after its digits', [{ ...EVENT, ...signed, T: `${T}\u0080` }]],
      ['a T with a fraction', [{ ...signed, T: T + 0.5 }]],
      ['a T with a sign', [{ ...signed, T: `+${T}` }]],
      ['a Sign that is too short', [{ ...signed, Sign: signed.Sign.slice(1) }]],
      ['other names', [{ ...EVENT, sign: signed.Sign, t: T }]],
    ],
  ],
  [
    'wrong-signature',
    [
      ['another key', [{ ...EVENT, ...signatureBy('other', T) }]],
      ['another T', [{ ...signed, T: T + 1 }]],
      ['a T with leading zeros', [{ ...signed, T: `0${T}` }]],
    ],
  ],
  ['expired', [['a second ago', [{ ...EVENT, ...signatureBy(KEY, NOW / 1_000 - 1) }]]]],
])('%s', (code, cases) => {
  it.each(cases)('is what %s is refused as', (_what, args) => {
    expect(refusalOf(...args)).toBe(code);
  });
});
