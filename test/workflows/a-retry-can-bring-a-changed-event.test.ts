import { park, poison, stateOf, untilParked } from '../support/parked';
import { startSystem, type System } from '../support/system';

describe('a retry with an event', () => {
  let system: System;
  let mended = false;
  const handled: { key: string; type: string; payload: unknown }[] = [];
  const handler = ({ key, type, payload }: (typeof handled)[number]): void => {
    handled.push({ key, type, payload });
    if (!mended) throw new TypeError('no');
  };

  beforeAll(async () => {
    const retry = { maximumAttempts: 1 };
    system = await startSystem({
      poll: false,
      routes: { PullComplete: { handler, retry }, ClipComplete: { handler, retry } },
    });
  });
  afterAll(() => system.stop());

  it('has that one handled instead, under the same key, and keeps it for later retries', async () => {
    const handle = await park(system, 'changed');
    expect(await handle.query('event')).toEqual(poison('changed'));
    const { since, ownedAt, firstParkedAt } = await stateOf(handle);
    expect(firstParkedAt).toBe(since);

    const other = { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'other' } };
    await handle.signal('retry', { event: other });
    const again = await untilParked(handle, since);
    expect(await handle.query('event')).toEqual(other);
    expect(again).toMatchObject({ ownedAt, firstParkedAt, tries: 1 });
    expect((await handle.describe()).memo).toMatchObject({
      eventType: 'ClipComplete',
      parked: { eventType: 'ClipComplete' },
    });

    mended = true;
    await handle.signal('retry');
    expect(await handle.result()).toEqual({ state: 'done', tries: 0 });
    expect(handled).toEqual([
      { key: 'changed', type: 'PullComplete', payload: { TaskId: 'changed' } },
      { key: 'changed', type: 'ClipComplete', payload: { TaskId: 'other' } },
      { key: 'changed', type: 'ClipComplete', payload: { TaskId: 'other' } },
    ]);
    // Its memo tells nothing of a parked event any more.
    expect((await handle.describe()).memo).toEqual({ eventType: 'ClipComplete' });
    expect(await handle.query('event')).toEqual(other);
  });
});
