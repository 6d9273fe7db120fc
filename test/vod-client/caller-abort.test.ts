import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { VodCallAbortedError } from '../../src/vod/errors';
import { apiError, cleanUp, clientOf, json, standIn } from './stand-in';

afterEach(cleanUp);

describe('the signal of the caller', () => {
  it.each([
    ['before the headers', () => {}],
    ['in the body', (response: ServerResponse) => void response.writeHead(200).write('{"Resp')],
  ])('ends a call %s with an AbortError that is not a failed call', async (_name, answer) => {
    const controller = new AbortController();
    const reason = new Error('shutting down');
    const { url } = await standIn((response) => {
      answer(response);
      setImmediate(() => controller.abort(reason));
    });
    const thrown: unknown = await clientOf(url)
      .pullEvents({ signal: controller.signal })
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(VodCallAbortedError);
    expect(thrown).toMatchObject({ name: 'AbortError', cause: reason, api: 'PullEvents', source: 'main' });
  });

  it('that was aborted before keeps the request from being sent', async () => {
    const { url, received } = await standIn((response) => json(response, { Response: {} }));
    const call = clientOf(url).confirmEvents(['h'], { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError', api: 'ConfirmEvents' });
    expect(received).toHaveLength(0);
  });

  it('keeps no listener, however calls end', async () => {
    let calls = 0;
    const { url } = await standIn((response) => {
      const kind = calls++ % 4;
      if (kind === 0) json(response, { Response: { RequestId: 'r' } });
      else if (kind === 1) apiError(response, 'ResourceNotFound');
      else if (kind === 2) response.destroy();
      // else: hangs until the deadline
    });
    const { signal } = new AbortController();
    const client = clientOf(url, { pullTimeoutMs: 100 });
    for (let turn = 0; turn < 5; turn++) {
      await Promise.allSettled(Array.from({ length: 8 }, () => client.pullEvents({ signal })));
    }
    expect(calls).toBe(40);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
