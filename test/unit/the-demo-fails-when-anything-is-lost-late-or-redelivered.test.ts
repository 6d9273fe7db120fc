import { faultsOf } from '../../demo/summary';

const stats = {
  enqueued: 10,
  deliveries: 10,
  redelivered: 0,
  confirmed: 10,
  confirmsRefused: 0,
  waiting: 0,
  inFlight: 0,
  heldPulls: 0,
};
const drained = { code: 0, signal: null };

describe('the demo', () => {
  it('is content when every event was confirmed on its first delivery', () => {
    expect(faultsOf({ vod: stats }, drained)).toEqual([]);
  });

  it.each([
    ['lost', { confirmed: 9 }, drained, /1 of 10 events were not confirmed/],
    ['redelivered', { redelivered: 2 }, drained, /2 events came a second time/],
    ['late', { confirmsRefused: 1 }, drained, /refused/],
    ['not sent', { enqueued: 0, confirmed: 0 }, drained, /no event/],
    ['left behind by a worker that failed', {}, { code: 1, signal: null }, /exit code 1/],
    ['left behind by a worker that was killed', {}, { code: null, signal: 'SIGKILL' as const }, /SIGKILL/],
  ])('says so when something was %s', (_what, change, worker, message) => {
    const faults = faultsOf({ vod: { ...stats, ...change } }, worker);
    expect(faults.join()).toMatch(message);
  });
});
