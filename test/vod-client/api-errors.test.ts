import type { ServerResponse } from 'node:http';
import { apiError, cleanUp, clientOf, failureOf, json, standIn } from './stand-in';

afterEach(cleanUp);

describe('an error that VOD answers', () => {
  it.each([
    ['InternalError.DBError', 'transient', 'transient'],
    ['RequestLimitExceeded', 'throttled', 'throttled'],
    ['AuthFailure.SignatureFailure', 'configuration', 'configuration'],
    ['InvalidParameterValue', 'configuration', 'expired'],
    ['InvalidParameterValue.SubAppId', 'configuration', 'configuration'],
    ['MissingParameter', 'bug', 'bug'],
    ['NeverHeardOf.It', 'unknown', 'unknown'],
  ])('as %s is %s on PullEvents and %s on ConfirmEvents', async (code, pull, confirm) => {
    const { url } = await standIn((response) => apiError(response, code));
    const client = clientOf(url);
    const ids = { source: 'main', code, requestId: 'req-1', traceId: 'trace-1', httpStatus: undefined };
    expect(await failureOf(client.pullEvents())).toMatchObject({ api: 'PullEvents', errorClass: pull, ...ids });
    expect(await failureOf(client.confirmEvents(['h']))).toMatchObject({
      api: 'ConfirmEvents',
      errorClass: confirm,
      ...ids,
    });
  });

  it('is explained in the message: what, to which source, what to do, and the request id', async () => {
    const { url } = await standIn((response) => apiError(response, 'UnauthorizedOperation', 'you are\nnot allowed'));
    const { message } = await failureOf(clientOf(url).pullEvents());
    for (const part of [
      'PullEvents',
      'main',
      'UnauthorizedOperation',
      'CAM denies',
      'A person',
      'you are not allowed',
      'req-1',
    ]) {
      expect(message).toContain(part);
    }
    expect(message).not.toContain('\n');
  });

  it('has an unknown class when its code has a form no code has', async () => {
    const { url } = await standIn((response) => apiError(response, 4000));
    expect(await failureOf(clientOf(url).pullEvents())).toMatchObject({ errorClass: 'unknown', code: '4000' });
  });

  it('has an unknown class when it has no code', async () => {
    const { url } = await standIn((response) => json(response, { Response: { Error: {}, RequestId: 'req-2' } }));
    const failure = await failureOf(clientOf(url).pullEvents());
    expect(failure).toMatchObject({ errorClass: 'unknown', requestId: 'req-2' });
    expect(failure.code).toBeUndefined();
  });
});

describe('an HTTP status other than 200', () => {
  const withStatus = (status: number, body: string) => (response: ServerResponse) =>
    void response.writeHead(status, { 'x-tc-traceid': 'trace-2' }).end(body);

  it.each([
    [204, '', 'unreachable'],
    [304, '', 'unreachable'],
    [400, 'text', 'configuration'],
    [403, '<html>forbidden</html>', 'configuration'],
    [404, '', 'configuration'],
    [408, '', 'unreachable'],
    [413, '', 'configuration'],
    [429, '', 'throttled'],
    [500, '{"Response":{"Error":{"Code":"AuthFailure","Message":"m"},"RequestId":"r"}}', 'unreachable'],
    [502, '<html>bad gateway</html>', 'unreachable'],
    [503, '', 'unreachable'],
  ])('as %d with body %p is %s', async (status, body, errorClass) => {
    const { url } = await standIn(withStatus(status, body));
    const client = clientOf(url);
    for (const call of [() => client.pullEvents(), () => client.confirmEvents(['h'])]) {
      const failure = await failureOf(call());
      expect(failure).toMatchObject({ errorClass, httpStatus: status, traceId: 'trace-2' });
      expect(failure.code).toBeUndefined();
      expect(failure.message).toContain(`HTTP ${status}`);
    }
  });

  it('lets go of its socket even when its body is large and nobody reads it', async () => {
    const { url, sockets } = await standIn(withStatus(502, 'x'.repeat(5_000_000)));
    await failureOf(clientOf(url).pullEvents());
    const [socket] = sockets;
    if (socket && !socket.closed) await new Promise((resolve) => socket.once('close', resolve));
    expect(socket?.destroyed).toBe(true);
  });
});
