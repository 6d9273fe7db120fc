import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChaos } from './run';
import { SHORT, scheduleOf } from './schedule';

/** Promises 1 to 6 at once. `npm run chaos` does the same with long schedules and any number of seeds. */
describe('a short run of random faults', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vod-events-chaos-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  // 1: a burst, a kill, two workers that fight over the poller, Temporal away. 4: nothing crashes, but a handler blocks the event loop and
  // another is deaf. 13: the strict policy, a stale handle, and one bad handle fails its whole call.
  it.each([1, 4, 13])(
    'breaks no promise under seed %i',
    async (seed) => {
      const cli = process.env.VOD_EVENTS_TEMPORAL_CLI;
      const { breaches, figures } = await runChaos({
        seed,
        profile: SHORT,
        cli,
        directory: join(directory, `${seed}`),
      });
      expect(breaches).toEqual([]);
      expect(figures.events).toBeGreaterThan(0);
    },
    360_000,
  );

  it('does the same again when it is given the same seed', () => {
    expect(scheduleOf(7, SHORT)).toEqual(scheduleOf(7, SHORT));
    expect(scheduleOf(7, SHORT)).not.toEqual(scheduleOf(8, SHORT));
  });
});
