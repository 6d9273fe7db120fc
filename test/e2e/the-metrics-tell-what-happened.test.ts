import { freePorts } from '../../demo/free-ports';
import { METRICS, type MetricName } from '../../src/core/metrics';
import { Deployment } from '../support/processes';
import { scraped } from '../support/scraped';
import { until } from '../support/system';

/** Those of what does not happen to a healthy worker; each has a test of its own. */
const UNUSUAL: MetricName[] = [
  'vod_events_ignored',
  'vod_events_parked_overdue',
  'vod_events_redelivered',
  'vod_events_too_large',
  'vod_events_unconfirmed',
  'vod_events_unrouted',
];

it('a worker tells by its metrics what it pulled, what became of that, how long it took and what waits', async () => {
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const deployment = await Deployment.start();
  await deployment.startWorker({ env: { VOD_EVENTS_METRICS_ADDRESS: address, VOD_EVENTS_TEST_TRIES: '1' } });
  deployment.enqueue(20);
  deployment.enqueue(1, { WorkMs: 3_000 });
  deployment.enqueue(1, { FailTries: 5 });
  await until('all confirmed', () => deployment.emulator.stats().confirmed === 22);
  const { source } = deployment;
  const sum = async (name: string, labels: Record<string, string> = {}): Promise<number> => {
    const series = (await scraped(address))(name).filter(({ labels: has }) =>
      Object.entries({ source, ...labels }).every(([label, value]) => has[label] === value),
    );
    return series.reduce((total, { value }) => total + value, 0);
  };
  await until(
    'the slow handler',
    async () => (await sum('vod_events_handler_duration_count', { outcome: 'done' })) === 21,
  );

  const eventType = 'PullComplete';
  expect(await sum('vod_events_pulled', { eventType })).toBe(22);
  expect(await sum('vod_events_verdicts', { eventType, verdict: 'done' })).toBe(20);
  expect(await sum('vod_events_verdicts', { eventType, verdict: 'owned' })).toBe(2);
  expect(await sum('vod_events_confirmed')).toBe(22);
  expect(await sum('vod_events_confirms', { code: 'ok' })).toBeGreaterThanOrEqual(2);
  expect(await sum('vod_events_pulls', { code: 'ok' })).toBeGreaterThanOrEqual(2);
  expect(await sum('vod_events_handler_duration_count', { route: '*', outcome: 'failed' })).toBe(1);
  expect(await sum('vod_events_handler_duration_bucket', { outcome: 'done', le: '2' })).toBe(20);
  // Of a batch that waited for a slow handler two seconds of the window are gone, and no more than some of the rest.
  expect(await sum('vod_events_headroom_bucket', { le: '28' })).toBeGreaterThanOrEqual(1);
  expect(await sum('vod_events_headroom_bucket', { le: '10' })).toBe(0);
  expect(await sum('vod_events_poller_state', { state: 'running' })).toBe(1);
  expect(await sum('vod_events_poller_state', { state: 'halted' })).toBe(0);
  expect(Date.now() / 1_000 - (await sum('vod_events_last_pull_timestamp'))).toBeLessThan(60);

  const find = await scraped(address);
  const suffix = ({ kind }: { kind: string }): string => (kind === 'histogram' ? '_count' : '');
  for (const name of Object.keys(METRICS) as MetricName[]) {
    const series = find(`${name}${suffix(METRICS[name])}`);
    if (UNUSUAL.includes(name)) expect([name, series]).toEqual([name, []]);
    // As documented: with these labels, and no others but the one that the exporter adds itself.
    else expect([name, labelsOf(series[0]?.labels)]).toEqual([name, [...METRICS[name].labels].sort()]);
  }
});

const labelsOf = (labels: Record<string, string> | undefined): string[] | undefined =>
  labels &&
  Object.keys(labels)
    .filter((label) => label !== 'service_name')
    .sort();
