import { Rates } from '../../src/cli/rates';
import { statusLines, type StatusRow } from '../../src/cli/status-table';
import { coloursOf } from '../../src/cli/text';
import { frame, watch } from '../../src/cli/watch';

const NOW = 1_000_000;
const counts = { batches: 0, done: 0, owned: 0, left: 0, confirmed: 0, unconfirmed: 0, redelivered: 0, tooLarge: 0 };
const report = {
  ...counts,
  pulls: 10,
  events: 20,
  openBatches: 3,
  width: 1,
  lastPullAt: NOW - 2_000,
  headroomMs: 27_340,
};
const events = { owned: 2, parked: 0, overdue: 0 };
const running: StatusRow = {
  source: 'shop',
  ...events,
  poller: { source: 'shop', state: 'running', since: 1, pump: { running: true, report, reportedAt: NOW } },
  rate: { pulls: 1.04, events: 12 },
  backlog: 7,
};
const plain = (rows: StatusRow[]): string[] => statusLines(rows, {}, coloursOf({}, {}), NOW);

describe('the table', () => {
  it('has a line for each source, aligned', () => {
    const [head, line] = plain([running]);
    expect(head).toBe('SOURCE  STATE    PULLED  RATE             HEADROOM  OPEN  OWNED  PARKED  BACKLOG  LAST ERROR');
    expect(line).toBe('shop    running  2s      1.0/s 12.0 ev/s  27.3s     3     2      0       7        -');
  });

  it('is nothing where there is no source', () => expect(plain([])).toEqual([]));

  it.each<[string, Partial<StatusRow>, string, boolean]>([
    ['runs', {}, 'running', false],
    ['is paused', { poller: { source: 's', state: 'paused', since: NOW - 180_000 } }, 'paused 3m', false],
    [
      'is halted',
      {
        poller: {
          source: 's',
          state: 'halted',
          since: NOW - 5_000,
          halted: { type: 'T', message: 'm', code: 'AuthFailure' },
        },
      },
      'AuthFailure 5s ago',
      true,
    ],
    [
      'is encrypted with a key of others',
      { poller: { source: 's', state: 'unknown', unreadable: true, unanswered: 'u' } },
      'unreadable',
      true,
    ],
    ['has no worker', { poller: { source: 's', state: 'unknown', unanswered: 'u' } }, 'no worker', true],
    ['has nobody who pulls', { poller: { source: 's', state: 'running' } }, 'running, nobody pulls', true],
    [
      'was not pulled for long',
      {
        poller: {
          source: 's',
          state: 'running',
          pump: { running: true, report: { ...report, lastPullAt: NOW - 90_000 } },
        },
      },
      '90s',
      true,
    ],
    ['has events that wait too long', { overdue: 1, parked: 2 }, '2 (1 overdue)', true],
    ['has no poller', { poller: undefined }, 'no poller', false],
    [
      'had a call fail',
      {
        poller: {
          source: 's',
          state: 'running',
          pump: {
            running: true,
            report: { ...report, lastError: { api: 'PullEvents', code: 'InternalError', at: NOW - 4_000 } },
          },
        },
      },
      'PullEvents InternalError 4s ago',
      false,
    ],
    ['has more events than are counted', { more: true, owned: 20_000 }, '20000+', false],
  ])('of a source that %s says so, and warns where somebody should look', (_, change, text, isWarned) => {
    const [, line] = statusLines([{ ...running, ...change }], {}, coloursOf({ isTTY: true }, {}), NOW);
    expect(line).toContain(text);
    expect(line?.startsWith('\u001b[33m')).toBe(isWarned);
  });
});

describe('a rate', () => {
  const view = (reportedAt: number, pulls: number, more = 0) => ({
    source: 's',
    poller: {
      source: 's',
      state: 'running' as const,
      pump: { running: true, reportedAt, report: { ...report, pulls, events: pulls * 2 + more } },
    },
  });

  it('is what happened between two words of the pump, and stays until the next', () => {
    const rates = new Rates();
    expect(rates.of(view(1_000, 10))).toBeUndefined();
    expect(rates.of(view(1_000, 10))).toBeUndefined();
    expect(rates.of(view(6_000, 20))).toEqual({ pulls: 2, events: 4 });
    expect(rates.of(view(6_000, 20))).toEqual({ pulls: 2, events: 4 });
    expect(rates.of({ source: 'other' })).toBeUndefined();
  });

  it('is not told of counts that began anew', () => {
    const rates = new Rates();
    rates.of(view(1_000, 10));
    expect(rates.of(view(6_000, 2))).toBeUndefined();
    expect(rates.of(view(11_000, 4))).toEqual({ pulls: 0.4, events: 0.8 });
  });
});

describe('watching', () => {
  async function watched(output: { isTTY?: boolean; rows?: number }, options = {}): Promise<string> {
    let text = '';
    const stop = new AbortController();
    let looks = 0;
    const look = (): Promise<string[]> => {
      // The second look is interrupted: it is not drawn.
      if (++looks === 1) setImmediate(() => stop.abort());
      return Promise.resolve(['HEAD', 'line']);
    };
    await watch({ ...output, write: (more) => (text += more) }, look, { stop: stop.signal, ...options });
    expect(looks).toBe(1);
    return text;
  }

  it('on a terminal draws over what was there, and gives the screen back', async () => {
    const text = await watched({ isTTY: true });
    const [before, frames = '', after] = text.split(/(?<=\?25l)|(?=.\[\?25h)/);
    expect([before, after]).toEqual(['\u001b[?1049h\u001b[?25l', '\u001b[?25h\u001b[?1049l']);
    expect(frames.startsWith('\u001b[H20')).toBe(true);
    expect(frames.endsWith('\u001b[K\r\n\u001b[K\r\nHEAD\u001b[K\r\nline\u001b[K\u001b[J')).toBe(true);
  });

  it('elsewhere is a block of lines, and of JSON nothing else', async () => {
    expect(await watched({})).toMatch(/^20\S+Z\nHEAD\nline\n\n$/);
    expect(await watched({ isTTY: true }, { isPlain: true })).toBe('HEAD\nline\n');
  });

  it('cuts what does not fit the screen, and says so', () => {
    expect(frame(['a', 'b', 'c', 'd'], { rows: 3 })).toContain('a\u001b[K\r\nb\u001b[K\r\n… 2 more lines');
  });
});
