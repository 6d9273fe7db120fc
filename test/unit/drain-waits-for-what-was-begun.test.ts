import { Drain } from '../../src/activities/drain';

function deferred(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve = (): void => {};
  let reject = (_error: Error): void => {};
  const promise = new Promise<void>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
}

/** Whether a promise is settled by the time everything that could settle it has had its turn. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.finally(() => (settled = true));
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  return settled;
}

describe('a drain', () => {
  it('is idle when nothing was begun', async () => {
    await new Drain().idle();
  });

  it('is idle once everything begun has ended, failed work included', async () => {
    const drain = new Drain();
    const [one, other] = [deferred(), deferred()];
    drain.track(one.promise);
    drain.track(other.promise);
    const idle = drain.idle();
    one.resolve();
    expect(await isSettled(idle)).toBe(false);
    other.reject(new Error('its owner knows'));
    await idle;
  });

  it('waits for what was begun while it waited', async () => {
    const drain = new Drain();
    const [first, second] = [deferred(), deferred()];
    drain.track(first.promise);
    const idle = drain.idle();
    drain.track(second.promise);
    first.resolve();
    expect(await isSettled(idle)).toBe(false);
    second.resolve();
    await idle;
  });

  it('says by its signal that nothing new is to begin, once and for all', () => {
    const drain = new Drain();
    expect(drain.signal.aborted).toBe(false);
    drain.begin();
    drain.begin();
    expect(drain.signal.aborted).toBe(true);
  });
});
