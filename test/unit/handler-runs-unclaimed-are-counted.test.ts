import { HandlerRuns } from '../../src/activities/handler-runs';

const never = (): Promise<void> => new Promise(() => {});

describe('the handlers that run and that no event’s own activity has taken over', () => {
  it('are counted until they settle or are claimed', async () => {
    const runs = new HandlerRuns(10);
    expect(runs.unclaimed).toBe(0);
    runs.start('goes on', never, 60_000);
    const claimed = runs.start('claimed', never, 60_000);
    const succeeds = runs.start('succeeds', () => Promise.resolve(), 60_000);
    const fails = runs.start('fails', () => Promise.reject(new Error('no')), 60_000);
    expect(runs.unclaimed).toBe(4);
    await Promise.all([succeeds.outcome, fails.outcome]);
    expect(runs.unclaimed).toBe(2);
    runs.claim(claimed);
    runs.claim(claimed);
    expect(runs.unclaimed).toBe(1);
  });

  it('are still counted once somebody has collected them', () => {
    const runs = new HandlerRuns(10);
    runs.collect('id', runs.start('id', never, 60_000));
    expect(runs.unclaimed).toBe(1);
  });
});
