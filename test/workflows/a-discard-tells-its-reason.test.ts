import { park, stateOf } from '../support/parked';
import { startSystem, type System } from '../support/system';

describe('a discard', () => {
  let system: System;
  beforeAll(async () => {
    const handler = () => Promise.reject(new Error('no'));
    system = await startSystem({ poll: false, routes: { PullComplete: { handler, retry: { maximumAttempts: 2 } } } });
  });
  afterAll(() => system.stop());

  it.each([
    ['with a reason has it in the result', { reason: 'deleted by hand' }, { reason: 'deleted by hand' }],
    ['with an empty argument has none', {}, {}],
    ['whose reason is null has none', { reason: null }, {}],
  ])('%s', async (name, argument, more) => {
    const handle = await park(system, name.replaceAll(' ', '-'));
    await handle.signal('discard', argument);
    expect(await handle.result()).toEqual({ state: 'discarded', tries: 2, ...more });
    expect(await stateOf(handle)).toMatchObject({ state: 'discarded' });
  });

  it('that comes with a retry wins over it, and the first reason stands', async () => {
    const handle = await park(system, 'both');
    await handle.signal('discard', { reason: 'first' });
    // Either one may find the workflow closed already.
    await Promise.allSettled([handle.signal('retry'), handle.signal('discard', { reason: 'second' })]);
    expect(await handle.result()).toEqual({ state: 'discarded', tries: 2, reason: 'first' });
  });
});
