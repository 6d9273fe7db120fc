import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { apiError, cleanUp, clientOf, failureOf, json, KEYS, standIn } from './stand-in';

afterEach(cleanUp);

const answered = () => standIn((response) => json(response, { Response: { RequestId: 'r' } }));

describe('a request', () => {
  it('carries SubAppId and ExtInfo on both calls', async () => {
    const { url, received } = await answered();
    const client = clientOf(url, { subAppId: 1500000001, extInfo: 'e' });
    await client.pullEvents();
    await client.confirmEvents(['h']);
    expect(received.map(({ headers, body }) => [headers['x-tc-action'], JSON.parse(body) as unknown])).toEqual([
      ['PullEvents', { SubAppId: 1500000001, ExtInfo: 'e' }],
      ['ConfirmEvents', { EventHandles: ['h'], SubAppId: 1500000001, ExtInfo: 'e' }],
    ]);
    expect(received[0]?.headers['x-tc-version']).toBe('2018-07-17');
  });

  it('carries the id of a trace where there is one, and one of its own where not', async () => {
    const { url, received } = await answered();
    const client = clientOf(url);
    await client.pullEvents({ traceId: 'of-the-pull' });
    await client.confirmEvents(['h'], { traceId: 'of-the-confirm' });
    await client.pullEvents();
    const sent = received.map(({ headers }) => headers['x-tc-traceid']);
    expect(sent).toEqual(['of-the-pull', 'of-the-confirm', expect.stringMatching(/^[\da-f-]{36}$/)]);
  });

  it('carries neither when they are not given', async () => {
    const { url, received } = await answered();
    await clientOf(url).pullEvents();
    expect(received[0]?.body).toBe('{}');
  });

  it('is signed with the keys, and with the token when there is one', async () => {
    const { url, received } = await answered();
    await clientOf(url).pullEvents();
    await clientOf(url, { credential: { ...KEYS, token: 'tok' } }).pullEvents();
    expect(received[0]?.headers.authorization).toContain(`Credential=${KEYS.secretId}/`);
    expect(received.map(({ headers }) => headers['x-tc-token'])).toEqual([undefined, 'tok']);
  });

  it('uses the socket of the one before, after an error of VOD too', async () => {
    let calls = 0;
    const { url, sockets } = await standIn((response) => {
      if (calls++ === 0) apiError(response, 'ResourceNotFound');
      else json(response, { Response: { RequestId: 'r' } });
    });
    const client = clientOf(url);
    for (let call = 0; call < 3; call++) await client.pullEvents();
    expect(sockets).toHaveLength(1);
  });

  it('is repeated by nobody', async () => {
    const { url, received } = await standIn((response) => apiError(response, 'InternalError'));
    await failureOf(clientOf(url).pullEvents());
    expect(received).toHaveLength(1);
  });

  it('does not go through http_proxy', async () => {
    const proxy = await standIn((response) => void response.writeHead(502).end());
    const { url } = await answered();
    process.env.http_proxy = proxy.url;
    try {
      await clientOf(url).pullEvents();
    } finally {
      delete process.env.http_proxy;
    }
    expect(proxy.sockets).toHaveLength(0);
  });
});

describe('close', () => {
  it('closes idle sockets and leaves calls under way alone', async () => {
    const third = new EventEmitter();
    const { url, sockets, received } = await standIn((response) => {
      if (received.length === 3) third.emit('received', response);
      else json(response, { Response: { RequestId: 'r' } });
    });
    const client = clientOf(url);
    await Promise.all([client.pullEvents(), client.pullEvents()]);
    const thirdReceived = once(third, 'received') as Promise<[ServerResponse]>;
    const underWay = client.pullEvents();
    underWay.catch(() => {}); // judged below; until then its failure must not end the run
    const [response] = await thirdReceived;
    const opened = sockets.length;

    client.close();

    // Idle sockets also close by themselves in time, so what counts is that the next call finds none.
    await client.pullEvents();
    expect(sockets).toHaveLength(opened + 1);
    json(response, { Response: { RequestId: 'late' } });
    expect(await underWay).toEqual({ events: [], requestId: 'late' });
  });
});
