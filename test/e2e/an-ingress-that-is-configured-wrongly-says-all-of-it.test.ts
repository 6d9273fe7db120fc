import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { runCli } from '../support/processes';

const CANARY = 'canary!a61f07';

it('every variable by its name, none of its secrets, and exit code 2', async () => {
  const { code, stdout, stderr } = await runCli(['ingress', '--source', 'a b'], {
    VOD_EVENTS_INGRESS_ADDRESS: 'localhost:8080',
    VOD_EVENTS_INGRESS_KEY: `${CANARY},,Fine,${'x'.repeat(33)}`,
    VOD_EVENTS_INGRESS_PATH: '/livez',
    VOD_EVENTS_INGRESS_BODY_LIMIT: '12',
    VOD_SUB_APP_ID: 'abc',
    VOD_EVENTS_TASK_QUEUE: 'q'.repeat(201),
    VOD_EVENTS_LOG_LEVEL: 'loud',
    VOD_EVENTS_ENCRYPTION_KEYS: CANARY,
    VOD_EVENTS_ENCRYPTION_KEYS_FILE: '/no/such/file',
    TEMPORAL_PROFILE: 'none-of-this-name',
  });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const beginnings = [
    'VOD_EVENTS_INGRESS_ADDRESS must be an IP address and a port',
    'VOD_EVENTS_INGRESS_KEY entry 1 must have 1 to 32 letters and digits',
    'VOD_EVENTS_INGRESS_KEY entry 2 must',
    'VOD_EVENTS_INGRESS_KEY entry 4 must',
    'VOD_EVENTS_INGRESS_PATH must be another path',
    'VOD_EVENTS_INGRESS_BODY_LIMIT must be a whole number',
    'VOD_SUB_APP_ID must',
    'VOD_EVENTS_TASK_QUEUE must',
    'VOD_EVENTS_LOG_LEVEL must',
    'VOD_EVENTS_ENCRYPTION_KEYS entry 1',
    'VOD_EVENTS_ENCRYPTION_KEYS_FILE names a file',
    'VOD_EVENTS_ENCRYPTION_KEYS and',
    'TEMPORAL_*',
    '--source must',
  ];
  const expected = beginnings.map((text) => expect.stringContaining(`vod-events ingress: ${text}`) as unknown);
  expect(stderr.trim().split('\n')).toEqual(expected);
  expect(stderr).not.toContain(CANARY);
});

it('an address that is taken is one sentence, without a stack', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  try {
    const { code, stderr } = await runCli(['ingress'], { VOD_EVENTS_INGRESS_ADDRESS: address });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `vod-events: The ingress cannot listen on ${address} (EADDRINUSE). Choose another VOD_EVENTS_INGRESS_ADDRESS.\n`,
    });
  } finally {
    other.close();
  }
});
