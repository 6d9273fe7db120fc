import { defineRoutes, type HandlerContext } from '../../src';
import {
  handleEvent,
  handleSample,
  InvalidRoutesError,
  NoHandlerError,
  sampleEvent,
  SAMPLE_TYPES,
  UnreadableEventError,
} from '../../src/testing';

describe('a handler that is run on a sample', () => {
  it.each(SAMPLE_TYPES)('gets the type, payload, key and source of a %s event', async (type) => {
    const { event } = await handleSample({ '*': () => {} }, type, { n: 3, source: '1500000001' });
    const { EventType, ...fields } = sampleEvent(type, 3) as { EventType: string } & Record<string, unknown>;
    expect(event).toEqual({
      type: EventType,
      payload: JSON.parse(JSON.stringify(Object.values(fields)[0])),
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      source: '1500000001',
    });
  });

  it('sees the members of the payload that were given, the others as they are', async () => {
    const routes = defineRoutes({ ProcedureStateChanged: () => {} });
    const plain = await handleSample(routes, 'ProcedureStateChanged');
    const payload = { ErrCode: 70000, FileId: null };
    const { event } = await handleSample(routes, 'ProcedureStateChanged', { payload });
    expect(event.payload).toEqual({ ...plain.event.payload, ...payload });
  });

  it('has a context: the try, a signal, a log and heartbeats, of which the last two are given back', async () => {
    const contexts: HandlerContext[] = [];
    const routes = defineRoutes({
      FileDeleted: (_event, context) => {
        contexts.push(context);
        context.log.warn('late', { by: 3 });
        context.heartbeat({ part: 1 });
        context.heartbeat();
      },
    });
    const { log, heartbeats } = await handleSample(routes, 'FileDeleted', { attempt: 4 });
    expect(contexts).toMatchObject([{ attempt: 4, signal: { aborted: false } }]);
    expect(log).toEqual([{ level: 'warn', message: 'late', meta: { by: 3 } }]);
    expect(heartbeats).toEqual([{ part: 1 }, undefined]);
  });

  it('is aborted by the signal given, and else by the timeout of its route', async () => {
    const handler = (_event: unknown, { signal }: HandlerContext) =>
      new Promise<void>((_, reject) => {
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener('abort', () => reject(signal.reason));
        // The timer of a timeout keeps no process alive.
        setTimeout(() => reject(new Error('nothing happened')), 5_000).unref();
      });
    const routes = { FileDeleted: { handler, timeout: 10 } };
    await expect(handleSample(routes, 'FileDeleted')).rejects.toMatchObject({ name: 'TimeoutError' });
    const signal = AbortSignal.abort(new Error('discarded'));
    await expect(handleSample(routes, 'FileDeleted', { signal })).rejects.toThrow('discarded');
  });

  it('fails with its own error', async () => {
    const error = new RangeError('no such file');
    await expect(handleSample({ FileDeleted: () => Promise.reject(error) }, 'FileDeleted')).rejects.toBe(error);
  });
});

describe('an event as VOD sends it', () => {
  it('is handled like a delivery of it: null members left out, its handle part of no payload', async () => {
    const captured = { EventHandle: 'h', EventType: 'NewType', PullCompleteEvent: null, NewEvent: { FileId: '1' } };
    const { event } = await handleEvent({ '*': () => {} }, captured);
    expect(event).toMatchObject({ type: 'NewType', payload: { FileId: '1' } });
  });

  it.each([
    [{ '*': () => {} }, { PullCompleteEvent: {} }, UnreadableEventError, /EventType must be a non-empty string/],
    [{ FileDeleted: () => {} }, sampleEvent('ClipComplete'), NoHandlerError, /takes ClipComplete events; add a route/],
    [
      { FileDeleted: 7, ClipComplete: 'x' },
      sampleEvent('ClipComplete'),
      InvalidRoutesError,
      /FileDeleted.*ClipComplete/,
    ],
  ])('is refused by what is wrong with it or with the routes: %#', async (routes, event, error, message) => {
    const handled = handleEvent(routes, event);
    await expect(handled).rejects.toThrow(error);
    await expect(handled).rejects.toThrow(message);
  });
});
