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

  it.each<[string, (response: ServerResponse) => void, number]>([
    ['with an answer', (response) => json(response, { Response: { RequestId: 'r' } }), 10_000],
    ['with an empty queue', (response) => apiError(response, 'ResourceNotFound'), 10_000],
    ['with an error of VOD', (response) => apiError(response, 'InternalError'), 10_000],
    ['without an answer', (response) => void response.destroy(), 10_000],
    ['at the deadline', () => {}, 100],
  ])('keeps no listener of a call that ends %s', async (_name, answer, pullTimeoutMs) => {
    const { signal } = new AbortController();
    const { url } = await standIn(answer);
    const client = clientOf(url, { pullTimeoutMs });
    for (let turn = 0; turn < 3; turn++) {
      const call = client.pullEvents({ signal });
      expect(getEventListeners(signal, 'abort')).toHaveLength(1);
      await Promise.allSettled([call]);
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    }
  });
});
