import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../demo/free-ports';
import { rules } from '../../scripts/monitoring/rules';
import { batchId } from '../../src/client';
import { Deployment } from '../support/processes';
import { debianPrograms, INSTALL_TIMEOUT_MS } from '../support/programs';
import { until } from '../support/system';
import type { AnyPanel, WholeDashboard } from './grafana-types';
import { Prometheus } from './prometheus';

/** What a machine that is busy with other tests may take for all of it. */
const TIMEOUT_MS = 180_000;
const TYPES = ['Done', 'Ignored', 'OutlivesTheBudget', 'Owned', 'Parks', 'NobodyWantsIt'];

let deployment: Deployment;
let prometheus: Prometheus;
let stopLoad: () => void;

beforeAll(async () => {
  const programs = await debianPrograms('prometheus', 'prometheus');
  // A window longer than a batch, and short enough to see what comes again.
  deployment = await Deployment.start({ holdMs: 500, windowMs: 8_000, eventsStateDelayMs: 0 });
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const env = { VOD_EVENTS_METRICS_ADDRESS: address, VOD_EVENTS_QUICK_BUDGET: '500ms' };
  await deployment.startWorker({ routes: 'monitored.mjs', env });
  prometheus = await Prometheus.start(programs.prometheus, address);
  stopLoad = mixedLoad();
  await aBatchThatIsLate();
}, INSTALL_TIMEOUT_MS + TIMEOUT_MS);
afterAll(() => stopLoad());

let tasks = 0;
const event = (EventType: string, payload = {}) => ({
  EventType,
  [`${EventType}Event`]: { TaskId: `task-${tasks++}`, ...payload },
});

/** Goes on until it is stopped: of a series that has just begun Prometheus knows no rate. */
function mixedLoad(): () => void {
  const { emulator } = deployment;
  // Random, so that compressing it does not help. It comes again with every window.
  emulator.enqueue([event('Done', { Text: randomBytes(2_500_000).toString('base64') })]);
  let rounds = 0;
  const load = (): void => {
    // The last is the same event every time, whose workflow is there already.
    emulator.enqueue([...TYPES.map((type) => event(type)), event('Owned', { TaskId: 'again' })]);
    if (++rounds % 3 === 0) emulator.fault({ api: 'PullEvents', kind: { error: 'InternalError' } });
    // A refused call is halved down to single handles: one of a batch of these events takes six calls to get there.
    if (rounds % 5 === 0) emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InvalidParameterValue' }, times: 8 });
  };
  load();
  const timer = setInterval(load, 1_000);
  return () => clearInterval(timer);
}

/** As if it had waited for most of the window, and then VOD took no confirm for the rest. */
async function aBatchThatIsLate(): Promise<void> {
  const { client, emulator, source, taskQueue } = deployment;
  const outage = emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InternalError' }, times: Infinity });
  await until(
    'handles that missed their window',
    async () => {
      const input = {
        version: 1,
        source,
        pulledAt: Date.now() - 25_000,
        events: [{ ...event('Done'), EventHandle: 'late' }],
      };
      await client.workflow.execute('vodEventBatch', {
        taskQueue,
        workflowId: batchId(source, `late-${tasks}`),
        args: [input],
      });
      return found('vod_events_unconfirmed{reason="late"}');
    },
    TIMEOUT_MS,
  );
  outage.clear();
}

/** Whether there is a figure. Of a histogram without observations there is none, though there is a series. */
async function found(expr: string): Promise<boolean> {
  return (await prometheus.query(expr)).some(({ value }) => !Number.isNaN(value));
}

/** Waits until each has been found, and names those that are not. */
async function allFound(queries: readonly string[]): Promise<void> {
  const missing = new Set(queries);
  const look = async () => {
    for (const query of missing) if (await found(query)) missing.delete(query);
    return missing.size === 0;
  };
  await until('all queries to find something', look, TIMEOUT_MS).catch(() => {});
  expect([...missing]).toEqual([]);
}

it(
  'every query of the dashboard finds something',
  async () => {
    const file = join(__dirname, '../../deploy/grafana/vod-events.json');
    const { panels } = JSON.parse(readFileSync(file, 'utf8')) as WholeDashboard;
    const queries = panels
      .filter((panel): panel is AnyPanel => panel.type !== 'row')
      .flatMap(({ targets }) => targets.map(({ expr }) => expr))
      .map((expr) => expr.replaceAll('$source', deployment.source).replaceAll('$__rate_interval', '1m'));
    expect(queries.length).toBeGreaterThan(40);
    expect(queries.join('')).not.toContain('$');
    await allFound(queries);
    expect(await prometheus.labelValues('vod_events_poller_state', 'source')).toEqual([deployment.source]);
  },
  TIMEOUT_MS + 10_000,
);

it(
  'every series that an alert looks at is there, and Prometheus evaluates the alerts without an error',
  async () => {
    const exprs = rules().groups.flatMap((group) => group.rules.map(({ expr }) => expr));
    for (const expr of exprs) await prometheus.query(expr);
    const selectors = exprs.flatMap((expr) => expr.match(/\b(\w+:)?vod_events_\w+(:max)?(\{[^}]*\})?/g) ?? []);
    expect(selectors.length).toBeGreaterThan(15);
    await allFound(selectors);
    await until('all rules evaluated', async () =>
      (await prometheus.rules()).every(({ health }) => health !== 'unknown'),
    );
    const wrong = (await prometheus.rules()).filter(({ health }) => health !== 'ok');
    expect(wrong).toEqual([]);
  },
  TIMEOUT_MS + 10_000,
);
