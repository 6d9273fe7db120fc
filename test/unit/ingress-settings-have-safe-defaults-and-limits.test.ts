import { loadIngressConfig } from '../../src/ingress/config';
import { ConfigurationError } from '../../src/worker/errors';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadIngressConfig(env, {});
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

it('without any setting it listens on this machine only', () => {
  expect(loadIngressConfig({}, {})).toMatchObject({
    address: { host: '127.0.0.1', port: 8080 },
    path: '/vod/events',
    keys: [],
    bodyLimitBytes: 1_048_576,
    source: 'default',
    taskQueue: 'vod-events',
    encryption: undefined,
  });
});

it('its source is named as the worker’s is', () => {
  expect(loadIngressConfig({ VOD_SUB_APP_ID: '1500000001' }, {}).source).toBe('1500000001');
  expect(loadIngressConfig({ VOD_SUB_APP_ID: '1500000001' }, { source: 'shop' }).source).toBe('shop');
});

it.each([
  ['0.0.0.0:80', { host: '0.0.0.0', port: 80 }],
  ['[::1]:8080', { host: '::1', port: 8080 }],
])('it listens on %s when told to', (VOD_EVENTS_INGRESS_ADDRESS, address) => {
  expect(loadIngressConfig({ VOD_EVENTS_INGRESS_ADDRESS }, {}).address).toEqual(address);
});

it.each(['localhost:8080', '8080', '::1:8080', '127.0.0.1', '127.0.0.1:65536', '127.0.0.1:-1'])(
  'the address %s is none',
  (VOD_EVENTS_INGRESS_ADDRESS) => {
    expect(problemsOf({ VOD_EVENTS_INGRESS_ADDRESS })).toEqual([
      'VOD_EVENTS_INGRESS_ADDRESS must be an IP address and a port, such as 127.0.0.1:8080',
    ]);
  },
);

it('a list of keys is one for each, white space around them aside', () => {
  expect(loadIngressConfig({ VOD_EVENTS_INGRESS_KEY: 'New1, Old0\n' }, {}).keys).toEqual(['New1', 'Old0']);
});

it.each([
  'vod/events',
  '/',
  '/vod//events',
  '/vod/events/',
  '/:id',
  '/vod/*',
  '/vod events',
  '/%76od',
  '/vod?x=1',
  '/é',
])('the path %s is none', (VOD_EVENTS_INGRESS_PATH) => {
  expect(problemsOf({ VOD_EVENTS_INGRESS_PATH })).toEqual([
    expect.stringMatching(/^VOD_EVENTS_INGRESS_PATH must be a path such as \/vod\/events/),
  ]);
});

it.each(['/livez', '/readyz'])('the path %s is taken', (VOD_EVENTS_INGRESS_PATH) => {
  expect(problemsOf({ VOD_EVENTS_INGRESS_PATH })).toEqual([
    'VOD_EVENTS_INGRESS_PATH must be another path than /livez and /readyz',
  ]);
});
