import { oneLine } from '../../src/cli/exit';
import { ageText, coloursOf, columns, lineOfJson, prettyJson, printable, timeText } from '../../src/cli/text';
import { tableOf } from '../../src/cli/parked-list';

const rows = [
  ['a', 'bbb', 'c'],
  ['aaaa', 'b', 'cccccc'],
];

describe('columns', () => {
  it('are aligned, without white space at the end', () => {
    expect(columns(rows, {})).toEqual(['a     bbb  c', 'aaaa  b    cccccc']);
  });

  it('are cut to the width of a terminal, and of nothing else', () => {
    expect(columns(rows, { isTTY: true, columns: 9 })).toEqual(['a     bbb', 'aaaa  b']);
    expect(columns(rows, { columns: 9 })).toHaveLength(2);
    expect(columns(rows, { columns: 9 })[1]).toContain('cccccc');
  });
});

describe('colours', () => {
  const isColoured = (isTTY: boolean | undefined, env: NodeJS.ProcessEnv): boolean =>
    coloursOf({ isTTY }, env).warning('x') !== 'x';

  it('are for a terminal without NO_COLOR', () => {
    expect(isColoured(true, {})).toBe(true);
    expect(isColoured(true, { NO_COLOR: '' })).toBe(true);
    expect(isColoured(true, { NO_COLOR: '1' })).toBe(false);
    expect(isColoured(true, { TERM: 'dumb' })).toBe(false);
    expect(isColoured(false, {})).toBe(false);
    expect(isColoured(undefined, {})).toBe(false);
  });

  it('mark what is overdue, in the order of how long it is parked', () => {
    const event = { source: 's', eventType: 'A', tries: 2, overdue: false };
    const failure = { type: 'E', message: 'a\nb\u001b[2J', at: 1 };
    const events = [
      { ...event, key: 'younger', since: 60_000 },
      { ...event, key: 'older', since: 1_000, overdue: true, failure },
    ];
    const lines = tableOf(events, {}, coloursOf({ isTTY: true }, {}), 61_000);
    expect(lines[0]?.startsWith('\u001b[2mSOURCE')).toBe(true);
    expect(lines[1]).toBe('\u001b[33ms       older    A     60s overdue  2      E: a b [2J\u001b[0m');
    expect(lines[2]).toBe('s       younger  A     1s           2      -');
  });
});

describe('texts that came from elsewhere', () => {
  it('hold no command for the terminal', () => {
    expect(printable(' a\u001b[31m\r\nb\u009b2J\t ')).toBe('a [31m b 2J');
    expect(printable('a\u2028b\u202ec\u2066d')).toBe('a b c d');
    const value = { text: 'a\u001b[31m\u009b2J\u007f\u2028\u202e' };
    for (const json of [prettyJson(value).replaceAll('\n', ''), lineOfJson(value)]) {
      expect(json).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
      expect(JSON.parse(json)).toEqual(value);
    }
    expect(prettyJson(undefined)).toBe('null');
  });
});

it('what went wrong is one line, whatever was thrown', () => {
  expect(oneLine(new Error('a\nb\u001b[2J'))).toBe('vod-events: a b [2J');
  expect(oneLine('a\r\nb')).toBe('vod-events: a b');
});

it.each([
  [0, '0s'],
  [-5, '0s'],
  [119_000, '119s'],
  [120_000, '2m'],
  [7_200_000, '2h'],
  [172_800_000, '2d'],
])('%i ms are %s', (ms, text) => expect(ageText(ms)).toBe(text));

it('a time is told to the second, and one that is none is told as such', () => {
  expect(timeText(1_795_539_971_245)).toBe('2026-11-24T17:06:11Z');
  expect(timeText(Number.NaN)).toBe('at an unknown time');
});
