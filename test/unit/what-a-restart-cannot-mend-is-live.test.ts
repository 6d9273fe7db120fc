import { LIVE_PULL_MS } from '../../src/core/defaults';
import { Liveness } from '../../src/worker/liveness';
import type { PollerSight } from '../../src/worker/poller-watch';

type Seen = { idleMs?: number; last?: Omit<PollerSight, 'at'>; isAnswered?: boolean };

/** What is seen may change under it. */
function livenessOf(seen: Seen): Liveness {
  return new Liveness(
    { idleMs: () => seen.idleMs },
    {
      freshen: () => {},
      get last() {
        return seen.last && { ...seen.last, at: 0 };
      },
      get isAnswered() {
        return seen.isAnswered ?? true;
      },
    },
  );
}

it('a process that is to pull is live as long as pulls end', () => {
  expect(livenessOf({ idleMs: LIVE_PULL_MS }).now(0)).toMatchObject({ live: true });
  expect(livenessOf({ idleMs: LIVE_PULL_MS + 1 }).now(0)).toMatchObject({ live: false });
});

it('one that is stuck is not live, whatever Temporal says or does not', () => {
  const idleMs = LIVE_PULL_MS + 1;
  expect(livenessOf({ idleMs, isAnswered: false }).now(0)).toMatchObject({ live: false });
  expect(livenessOf({ idleMs, last: { state: 'running', pump: { running: true } } }).now(0)).toMatchObject({
    live: false,
  });
});

it.each<[string, Seen]>([
  ['paused', { last: { state: 'paused' } }],
  ['halted', { last: { state: 'halted' } }],
  ['gone', { last: { state: 'missing' } }],
  ['with another worker', { last: { state: 'running', pump: { running: true } } }],
  ['unknown, for Temporal cannot be asked', { last: { state: 'running' }, isAnswered: false }],
  ['unknown, for Temporal has never been asked', {}],
])('a process whose poller is %s is live, however long', (_what, seen) => {
  const liveness = livenessOf(seen);
  expect(liveness.now(0)).toMatchObject({ live: true });
  expect(liveness.now(100 * LIVE_PULL_MS)).toMatchObject({ live: true });
});

it('a pump that nobody takes is not live in the end, counted from when it was first seen so', () => {
  const seen: Seen = { last: { state: 'running', pump: { running: false } } };
  const liveness = livenessOf(seen);
  expect(liveness.now(1_000)).toMatchObject({ live: true });
  expect(liveness.now(1_000 + LIVE_PULL_MS)).toMatchObject({ live: true });
  expect(liveness.now(1_001 + LIVE_PULL_MS)).toMatchObject({ live: false });
  seen.last = { state: 'running', pump: { running: true } };
  expect(liveness.now(2 * LIVE_PULL_MS)).toMatchObject({ live: true });
  seen.last = { state: 'running' };
  expect(liveness.now(3 * LIVE_PULL_MS)).toMatchObject({ live: true });
});
