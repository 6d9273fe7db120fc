import { eventKey } from '../../src/vod/event-key';
import type { CallEntry, JournalEntry } from '../../src/testing';
import type { ChaosEvent, Evidence, HandlerLine } from './evidence';
import { CHECKS, judge } from './oracle';

type Entry = JournalEntry extends infer E ? (E extends JournalEntry ? Omit<E, 'seq'> : never) : never;

/** One event that was delivered, handled and confirmed as it should be, and what a test makes of it. */
class Story {
  readonly content = { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'a', ChaosId: 'a' } };
  readonly event: ChaosEvent = { eventId: 1, chaosId: 'a', content: this.content, identity: true, duplicate: false };
  entries: Entry[] = [
    { kind: 'enqueued', at: 1_000, eventId: 1, eventType: 'ClipComplete' },
    { kind: 'delivered', at: 1_100, eventId: 1, delivery: 1, handle: 'h1' },
    call('PullEvents', 1_000, ['h1'], { at: 1_100 }),
    { kind: 'confirmed', at: 1_300, eventId: 1, delivery: 1, handle: 'h1', headroomMs: 29_800 },
    call('ConfirmEvents', 1_290, ['h1'], { at: 1_300 }),
  ];
  handlers: HandlerLine[] = [
    { step: 'began', chaosId: 'a', pid: 1, attempt: 1, at: 1_150 },
    { step: 'ended', chaosId: 'a', pid: 1, attempt: 1, at: 1_200 },
  ];
  owned: Evidence['owned'] = [];
  ends: Evidence['ends'] = [{ place: 'worker-0', asked: 'SIGTERM', askedTwice: false, ageMs: 20_000, how: '0' }];
  confirmPolicy: Evidence['confirmPolicy'] = 'owned';
  disturbances = { crashed: false, drained: false, temporalDown: false, vodFailed: false, otherConsumer: false };

  breached(): string[] {
    const evidence: Evidence = {
      journal: this.entries.map((entry, seq) => ({ seq, ...entry })),
      handlers: this.handlers,
      events: [this.event],
      owned: this.owned,
      ends: this.ends,
      confirmPolicy: this.confirmPolicy,
      disturbances: this.disturbances,
    };
    return judge(evidence).map((breach) => breach.split(':')[0] ?? '');
  }
}

function call(api: string, receivedAt: number, eventHandles: string[], more: Partial<CallEntry> = {}): Entry {
  const handles = eventHandles.length;
  return {
    kind: 'call',
    api,
    receivedAt,
    at: receivedAt,
    code: 'ok',
    eventHandles,
    handles,
    extInfo: 'worker-0',
    ...more,
  };
}

const pulls = (count: number, everyMs: number, more: Partial<CallEntry> = {}): Entry[] =>
  Array.from({ length: count }, (_, index) => call('PullEvents', 2_000 + index * everyMs, [], more));

const BREACHES: Record<keyof typeof CHECKS, (story: Story) => void> = {
  'every event is confirmed in the end': (story) => {
    story.entries = story.entries.filter(({ kind }) => kind !== 'confirmed');
  },
  'every event was processed or has been parked': (story) => {
    story.handlers = story.handlers.filter(({ step }) => step !== 'ended');
    story.owned = [{ key: eventKey(story.content, 'h1'), startedAt: 1_200, open: true, parked: false }];
  },
  'nothing was confirmed before it was done or owned': (story) => {
    for (const line of story.handlers) line.at += 500;
  },
  'no confirm began after its deadline': (story) => {
    story.entries.push(call('ConfirmEvents', 31_000, ['h1']));
  },
  'no confirm had more than 16 handles': (story) => {
    story.entries.push(
      call(
        'ConfirmEvents',
        1_400,
        Array.from({ length: 17 }, (_, index) => `x${index}`),
      ),
    );
  },
  'nothing was processed twice where nothing crashed': (story) => {
    story.handlers.push({ step: 'ended', chaosId: 'a', pid: 2, attempt: 1, at: 1_250 });
  },
  'everything was confirmed on its first delivery where nothing failed': (story) => {
    story.entries.push({ kind: 'delivered', at: 31_100, eventId: 1, delivery: 2, handle: 'h2' });
  },
  'no worker ended but when and as it was asked to': (story) => {
    story.ends = [{ place: 'worker-0', asked: undefined, askedTwice: false, ageMs: 0, how: '1' }];
  },
  'no two workers pulled at once beyond the failover': (story) => {
    story.entries.push(...pulls(4, 5_000), ...pulls(4, 5_000, { extInfo: 'worker-1' }));
  },
  'the rate of pulls is bounded': (story) => {
    story.entries.push(...pulls(160, 5));
  },
  'pulls back off while they fail': (story) => {
    story.entries.push(...pulls(40, 200, { code: 'InternalError' }));
  },
};

describe('the oracle', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(new Story().breached()).toEqual([]);
    const owned = new Story();
    owned.handlers = [];
    owned.owned = [{ key: eventKey(owned.content, 'h1'), startedAt: 1_200, open: true, parked: true }];
    expect(owned.breached()).toEqual([]);
  });

  it.each(Object.entries(BREACHES))('%s', (check, breach) => {
    const story = new Story();
    breach(story);
    expect(new Set(story.breached())).toEqual(new Set([check]));
  });

  it('takes an owned event for unfinished under the strict policy, but at its last delivery', () => {
    const story = new Story();
    story.handlers = [];
    story.owned = [{ key: eventKey(story.content, 'h1'), startedAt: 1_200, open: true, parked: true }];
    story.confirmPolicy = 'processed';
    expect(story.breached()).toEqual(['nothing was confirmed before it was done or owned']);
    story.entries = story.entries.map((entry) => (entry.kind === 'confirmed' ? { ...entry, delivery: 2 } : entry));
    expect(story.breached()).toEqual([]);
  });

  it('takes a drain that was killed, or had to be, for a breach', () => {
    const story = new Story();
    story.ends = [{ place: 'worker-0', asked: 'SIGTERM', askedTwice: false, ageMs: 20_000, how: 'SIGKILL' }];
    expect(story.breached()).toEqual(['no worker ended but when and as it was asked to']);
  });

  it('lets a worker that is told twice end without a drain', () => {
    const story = new Story();
    const end = { place: 'worker-0', asked: 'SIGTERM', ageMs: 20_000, how: '1' } as const;
    story.ends = [{ ...end, askedTwice: true }];
    expect(story.breached()).toEqual([]);
    story.ends = [{ ...end, askedTwice: false }];
    expect(story.breached()).toEqual(['no worker ended but when and as it was asked to']);
  });

  it('has a breach for every check', () => {
    expect(Object.keys(BREACHES)).toEqual(Object.keys(CHECKS));
  });

  it('asks less where more was broken', () => {
    const story = new Story();
    BREACHES['nothing was processed twice where nothing crashed']?.(story);
    BREACHES['everything was confirmed on its first delivery where nothing failed']?.(story);
    story.disturbances = { ...story.disturbances, crashed: true };
    expect(story.breached()).toEqual([]);
  });
});
