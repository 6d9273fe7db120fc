import {
  EventNotParkedError,
  InvalidInput,
  parkedEvents,
  UnknownEventError,
  type ParkedEvents,
} from '../../src/client';
import { own, park, poison, stateOf, untilParked } from '../support/parked';
import { startSystem, until, type System } from '../support/system';

describe('one parked event', () => {
  let system: System;
  let parked: ParkedEvents;
  const handled: unknown[] = [];
  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      routes: {
        PullComplete: { handler: () => Promise.reject(new TypeError('no')), retry: { maximumAttempts: 1 } },
        ClipComplete: ({ payload }: { payload: unknown }) => void handled.push(payload),
        SplitMediaComplete: () => new Promise<void>(() => {}),
      },
    });
    parked = parkedEvents(system.client);
  });
  afterAll(() => system.stop());

  it('is retried as it was, or changed, and discarded for a reason', async () => {
    const { source } = system;
    const handle = await park(system, 'retried');
    const { since } = await stateOf(handle);
    await parked.retry(source, 'retried');
    await untilParked(handle, since);
    await parked.retry(source, 'retried', {
      event: { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'new' } },
    });
    expect(await handle.result()).toEqual({ state: 'done', tries: 0 });
    expect(handled).toEqual([{ TaskId: 'new' }]);

    const dropped = await park(system, 'dropped');
    await parked.discard(source, 'dropped', { reason: 'by hand' });
    expect(await dropped.result()).toMatchObject({ reason: 'by hand' });
    expect(await parked.show(source, 'dropped')).toMatchObject({
      status: 'COMPLETED',
      result: { state: 'discarded', reason: 'by hand' },
      state: { state: 'discarded' },
      event: poison('dropped'),
    });
  });

  it('is shown with all that is known of it', async () => {
    await park(system, 'shown');
    const shown = await parked.show(system.source, 'shown');
    expect(shown).toMatchObject({
      source: system.source,
      key: 'shown',
      status: 'RUNNING',
      eventType: 'PullComplete',
      parked: { tries: 1, failure: { type: 'TypeError' } },
      state: { state: 'parked', tries: 1 },
      event: poison('shown'),
    });
    expect(shown).not.toHaveProperty('unanswered');
  });

  it.each(['show', 'retry', 'discard'] as const)(
    'that nobody knows fails %s with an error that names it',
    async (what) => {
      const attempt = parked[what](system.source, 'no-such-key');
      await expect(attempt).rejects.toThrow(UnknownEventError);
      await expect(attempt).rejects.toThrow(new RegExp(`"${system.source}".*"no-such-key".*list`));
    },
  );

  it.each(['retry', 'discard'] as const)(
    'that is handled or done is not parked: %s says so and sends nothing',
    async (what) => {
      const busy = await own(system, `busy-${what}`, { EventType: 'SplitMediaComplete' });
      await until('handling', async () => (await busy.describe()).raw.pendingActivities?.length === 1);
      await expect(parked[what](system.source, `busy-${what}`)).rejects.toThrow(/being handled/);
      expect((await stateOf(busy)).state).toBe('handling');
      await busy.signal('discard');
      await busy.result();
      await expect(parked[what](system.source, `busy-${what}`)).rejects.toThrow(EventNotParkedError);
    },
  );

  it('is left alone by arguments that are wrong', async () => {
    const handle = await park(system, 'wrong');
    const events = (await handle.fetchHistory()).events?.length;
    await expect(parked.retry(system.source, 'wrong', { event: { PullCompleteEvent: {} } })).rejects.toThrow(
      InvalidInput,
    );
    await expect(parked.discard(system.source, 'wrong', { reason: '' })).rejects.toThrow(/"reason" must be/);
    expect((await handle.fetchHistory()).events?.length).toBe(events);
  });
});
