import { own, park, poison, stateOf, untilRefused } from '../support/parked';
import { startSystem, until, type System } from '../support/system';

/** In every wrong argument, and nowhere that a person reads. */
const MARK = 'canary-71c0';

describe('a signal that does not fit', () => {
  let system: System;
  let calls = 0;
  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      routes: {
        PullComplete: { handler: () => Promise.reject(new Error(`no ${++calls}`)), retry: { maximumAttempts: 1 } },
        ClipComplete: (_event: unknown, { signal }: { signal: AbortSignal }) =>
          new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
      },
    });
  });
  afterAll(() => system.stop());

  it.each([
    ['retry', [MARK], /argument must be one JSON object/],
    ['retry', [[{ event: poison('a') }]], /argument must be one JSON object/],
    ['retry', [{ event: MARK }], /"event" must be one JSON object/],
    ['retry', [{ event: [poison(MARK)] }], /"event" must be one JSON object/],
    ['retry', [{ event: { PullCompleteEvent: { TaskId: MARK } } }], /"event.EventType" must be/],
    ['retry', [{ Event: poison(MARK) }], /no other member than "event"/],
    ['retry', [poison(MARK)], /no other member than "event"/],
    ['retry', [{ event: poison('a') }, MARK], /one argument at most/],
    ['retry', [{ event: { ...poison('a'), large: MARK.repeat(140_000) } }], /"event" must have at most 1500000 bytes/],
    ['discard', [{ reason: 7 }], /"reason" must be a text/],
    ['discard', [{ reason: MARK.repeat(100) }], /"reason" must have at most 500 characters/],
    ['discard', [{ reason: `${MARK} \ud83d` }], /"reason" must be whole characters/],
    ['discard', [{ why: MARK }], /no other member than "reason"/],
    ['discard', [MARK], /argument must be one JSON object/],
  ] as const)(
    '(%s, case %#) is refused, readably, and the parked event stays as it was',
    async (signal, args, problem) => {
      const key = `case-${calls}`;
      const handle = await park(system, key);
      const [before, event, callsBefore] = [await stateOf(handle), await handle.query('event'), calls];
      await handle.signal(signal, ...args);
      const refused = await untilRefused(handle);
      expect(refused).toMatchObject({ signal, problem: expect.stringMatching(problem) });
      expect(refused.problem).not.toContain(MARK);
      expect(await stateOf(handle)).toEqual({ ...before, refused });
      expect(await handle.query('event')).toEqual(event);
      expect(calls).toBe(callsBefore);
      const line = await until('a line of the log', () =>
        system.workflowLog.find(({ message, meta }) => /refused/.test(message) && meta?.key === key),
      );
      expect(line).toMatchObject({ level: 'WARN', meta: { source: system.source, signal, problem: refused.problem } });
      expect(
        JSON.stringify(system.workflowLog, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
      ).not.toContain(MARK);

      // The next one that is right is accepted, and the refusal gone.
      await handle.signal('retry');
      await until('parked anew', async () => (await stateOf(handle)).since > before.since);
      expect(await stateOf(handle)).not.toHaveProperty('refused');
    },
  );

  it('because the event is being handled is refused, and the handler goes on', async () => {
    const handle = await own(system, 'handling', { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'h' } });
    await until('handling', async () => (await handle.describe()).raw.pendingActivities?.length === 1);
    await handle.signal('retry', { event: poison('other') });
    expect(await untilRefused(handle)).toMatchObject({
      signal: 'retry',
      problem: expect.stringContaining('not parked'),
    });
    expect(await handle.query('event')).toMatchObject({ EventType: 'ClipComplete' });
    expect(await stateOf(handle)).toMatchObject({ state: 'handling' });
    await handle.signal('discard', { reason: 'test over' });
    expect(await handle.result()).toMatchObject({ state: 'discarded', reason: 'test over' });
  });
});
