import { once } from 'node:events';
import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { isOlder } from '../../src/doctor/temporal';
import { VodEmulator } from '../../src/testing';
import { by, examined, wrongOnes } from './support';

let emulator: VodEmulator;
beforeAll(async () => {
  emulator = await VodEmulator.start({ holdMs: 200 });
});
afterAll(() => emulator.stop());

/** As a server with an authorizer: who it is tells everybody, all else it denies. A development server has none. */
async function whoLetsNobodyIn(): Promise<{ server: Http2Server; address: string }> {
  const server = createServer();
  server.on('stream', (stream, headers) => {
    const known = headers[':path']?.endsWith('/GetSystemInfo') === true;
    stream.on('error', () => {});
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': known ? '0' : '7', 'grpc-message': 'no' }));
    stream.end(known ? Buffer.alloc(5) : undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it('nobody at the address is wrong, and VOD is looked at all the same', async () => {
  const seen = await examined(emulator, { TEMPORAL_ADDRESS: '127.0.0.1:9' });
  expect(wrongOnes(seen)).toEqual(['Temporal']);
  expect(by('Temporal', seen)[0]).toMatchObject({
    found: expect.stringContaining('127.0.0.1:9') as string,
    todo: expect.stringContaining('TEMPORAL_ADDRESS') as string,
  });
  expect(by('mode', seen)).toMatchObject([{ result: 'ok' }]);
  expect(by('poller', seen)).toMatchObject([{ result: 'skipped' }]);
});

it('a namespace that is not there is wrong, and how to make it is said', async () => {
  const seen = await examined(emulator, { TEMPORAL_NAMESPACE: 'nobody-made-it' });
  expect(by('namespace', seen)).toMatchObject([
    {
      result: 'wrong',
      todo: expect.stringContaining('temporal operator namespace create -n nobody-made-it') as string,
    },
  ]);
});

it('a server that denies everything is wrong, and what it denies is named', async () => {
  const { server, address } = await whoLetsNobodyIn();
  const seen = await examined(emulator, { TEMPORAL_ADDRESS: address }).finally(() => server.close());
  expect(by('permissions', seen)).toMatchObject([
    {
      result: 'wrong',
      found: expect.stringMatching(/start workflows.*list workflows.*poll for activity tasks/) as string,
      todo: expect.stringContaining('API key') as string,
    },
  ]);
  expect(by('namespace', seen)).toMatchObject([{ result: 'skipped' }]);
  // It says of itself that it can nothing.
  expect(by('server version', seen).map(({ result }) => result)).toEqual(['wrong', 'warning', 'warning']);
});

it.each([
  ['1.23.1', true],
  ['0.99.0', true],
  ['1.24.0', false],
  ['1.32.0-cloud', false],
  ['v2.0.0', false],
  ['', false],
  ['unknown', false],
])('a server of version %p is too old: %p', (version, old) => {
  expect(isOlder(version)).toBe(old);
});
