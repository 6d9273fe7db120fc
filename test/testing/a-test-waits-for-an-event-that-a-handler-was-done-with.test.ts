import { compileRoutes } from '../../src/routes/compile-routes';
import { EventWaitTimeoutError, SystemStoppedError } from '../../src/testing';
import { HandledEvents } from '../../src/testing/handled-events';
import type { Handler } from '../../src/routes/types';

const LONG_MS = 5_000;

/** A handler watched, and what has it handle an event. */
function watched(handler: Handler) {
  const events = new HandledEvents();
  const compiled = compileRoutes({ '*': handler });
  if (!compiled.ok) throw new Error(compiled.problems.join());
  const handle = async (key: string) => {
    const event = { type: 'ClipComplete', payload: {}, key, source: 'test' };
    const route = events.watch(compiled.routes)(event);
    if (route?.kind !== 'run') throw new Error('There is no handler.');
    await route.handler(event, { attempt: 1, signal: new AbortController().signal, heartbeat: () => {}, log: console });
  };
  return { events, handle };
}

describe('waiting for an event', () => {
  it('ends with the first that fits, whether it was handled before or after', async () => {
    const { events, handle } = watched(() => {});
    const later = events.waitFor(({ key }) => key === 'b', LONG_MS);
    await handle('a');
    await handle('b');
    expect((await later).key).toBe('b');
    expect((await events.waitFor(() => true, LONG_MS)).key).toBe('a');
  });

  it('does not end with a try that failed, and tells of it when the time is over', async () => {
    const { events, handle } = watched(({ key }) => {
      if (key === 'bad') throw new TypeError('no such title');
    });
    const waiting = events.waitFor(({ key }) => key === 'bad', 50);
    await expect(handle('bad')).rejects.toThrow('no such title');
    await handle('good');
    await expect(waiting).rejects.toThrow(EventWaitTimeoutError);
    await expect(waiting).rejects.toThrow(
      /within 50 ms.*handled: 1; .*failed: 1, the last with TypeError: no such title/,
    );
  });

  it('ends with the error of what decides', async () => {
    const { events, handle } = watched(() => {});
    const waiting = events.waitFor(() => {
      throw new Error('cannot decide');
    }, LONG_MS);
    await handle('a');
    await expect(waiting).rejects.toThrow('cannot decide');
  });

  it('ends when the system is stopped', async () => {
    const { events } = watched(() => {});
    const waiting = events.waitFor(() => true, LONG_MS);
    events.stop();
    await expect(waiting).rejects.toThrow(SystemStoppedError);
  });
});
