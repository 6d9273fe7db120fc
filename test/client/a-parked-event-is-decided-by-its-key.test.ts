import { EventNotParkedError, InvalidInput, UnknownEventError, vodEvents, type EventControl } from '../../src/client';
import { own, park, poison, untilParked } from '../support/parked';
import { startSystem, until, type System } from '../support/system';

describe('one parked event', () => {
  let system: System;
  let event: (key: string) => EventControl;
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
    event = (key) => vodEvents(system.client).event(key, system.source);
  });
  afterAll(() => system.stop());

  it('is retried as it was, or changed, and discarded for a reason', async () => {
    const handle = await park(system, 'retried');
    const { since } = await event('retried').state();
    await event('retried').retry();
    await untilParked(handle, since);
    await event('retried').retry({
      event: { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'new' } },
    });
    expect(await handle.result()).toEqual({ state: 'done', tries: 0 });
    expect(handled).toEqual([{ TaskId: 'new' }]);

    const dropped = await park(system, 'dropped');
    await event('dropped').discard({ reason: 'by hand' });
    expect(await dropped.result()).toMatchObject({ reason: 'by hand' });
    expect(await event('dropped').show()).toMatchObject({
      status: 'COMPLETED',
      result: { state: 'discarded', reason: 'by hand' },
      state: { state: 'discarded' },
      event: poison('dropped'),
    });
  });

  it('is shown with all that is known of it', async () => {
    await park(system, 'shown');
    const shown = await event('shown').show();
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

  it.each(['show', 'state', 'retry', 'discard'] as const)(
    'that nobody knows fails %s with an error that names it',
    async (what) => {
      const attempt = event('no-such-key')[what]();
      await expect(attempt).rejects.toThrow(UnknownEventError);
      await expect(attempt).rejects.toThrow(new RegExp(`"${system.source}".*"no-such-key".*list`));
    },
  );

  it.each(['retry', 'discard'] as const)(
    'that is handled or done is not parked: %s says so and sends nothing',
    async (what) => {
      const busy = await own(system, `busy-${what}`, { EventType: 'SplitMediaComplete' });
      await until('handling', async () => (await busy.describe()).raw.pendingActivities?.length === 1);
      await expect(event(`busy-${what}`)[what]()).rejects.toThrow(/being handled/);
      expect((await event(`busy-${what}`).state()).state).toBe('handling');
      await busy.signal('discard');
      await busy.result();
      await expect(event(`busy-${what}`)[what]()).rejects.toThrow(EventNotParkedError);
    },
  );

  it('is left alone by arguments that are wrong', async () => {
    const handle = await park(system, 'wrong');
    const events = (await handle.fetchHistory()).events?.length;
    await expect(event('wrong').retry({ event: { EventType: '' } })).rejects.toThrow(InvalidInput);
    await expect(event('wrong').discard({ reason: '' })).rejects.toThrow(/"reason" must be/);
    expect((await handle.fetchHistory()).events?.length).toBe(events);
  });
});
