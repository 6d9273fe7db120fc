import { readSettings } from '../../src/worker/settings';

/** Temporal's runtime takes an IP address and a port up to 65535, and ends the process with a stack trace on anything else. */
it.each([
  'localhost:9464',
  'metrics.example.com:9464',
  '127.0.0.1:65536',
  '127.0.0.1:99999',
  '[::zz]:9464',
  '300.1.1.1:9464',
  '[::1:9464',
  '::1:9464',
  '[127.0.0.1]:9464',
])('VOD_EVENTS_METRICS_ADDRESS=%s is a problem before anything is started', (address) => {
  const env = {
    TENCENTCLOUD_SECRET_ID: 'an-id',
    TENCENTCLOUD_SECRET_KEY: 'a-key',
    VOD_EVENTS_METRICS_ADDRESS: address,
  };
  expect(readSettings(env)).toMatchObject({ problems: [expect.stringMatching(/^VOD_EVENTS_METRICS_ADDRESS /)] });
});
