import { HandlerRuns } from '../../src/activities/handler-runs';
import { OUTCOME_KEPT_MS } from '../../src/core/defaults';

const never = (): Promise<void> => new Promise(() => {});

describe('a run', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is found while its handler runs, however long', async () => {
    const runs = new HandlerRuns(1);
    const run = runs.start('id', never, 60 * 60_000);
    await jest.advanceTimersByTimeAsync(10 * OUTCOME_KEPT_MS);
    expect(runs.find('id') === run).toBe(true);
    expect(runs.find('another')).toBeUndefined();
  });

  it.each([
    ['succeeded', (): void => {}, { ok: true }],
    ['failed', () => Promise.reject(new Error('down')), { ok: false, failure: { message: 'down' } }],
  ])(
    'is found for a while after its handler %s, with that outcome, and then forgotten',
    async (_how, attempt, outcome) => {
      const runs = new HandlerRuns(1);
      runs.start('id', attempt, 60_000);
      await jest.advanceTimersByTimeAsync(OUTCOME_KEPT_MS - 1);
      expect(await runs.find('id')?.outcome).toMatchObject(outcome);
      await jest.advanceTimersByTimeAsync(1);
      expect(runs.find('id')).toBeUndefined();
    },
  );

  it('is gone once it is collected', () => {
    const runs = new HandlerRuns(1);
    runs.collect('id', runs.start('id', never, 60_000));
    expect(runs.find('id')).toBeUndefined();
  });

  it('does not take the next run of its event along when it is collected or forgotten', async () => {
    const runs = new HandlerRuns(1);
    const first = runs.start('id', () => Promise.reject(new Error('down')), 60_000);
    await first.outcome;
    const second = runs.start('id', never, 60_000);
    runs.collect('id', first);
    await jest.advanceTimersByTimeAsync(2 * OUTCOME_KEPT_MS);
    expect(runs.find('id') === second).toBe(true);
  });
});
