import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection } from '@temporalio/worker';
import { vodEventsDataConverter } from '../codec/data-converter';
import { pollerId } from '../core/contract';
import type { RouteTable } from '../routes/compiled';
import { workerConfigOf, type WorkerConfig } from '../worker/config';
import { unavailable } from '../worker/connect';
import { ConfigurationError } from '../worker/errors';
import { serve } from '../worker/run';
import { installRuntime } from '../worker/runtime';
import { readSettings } from '../worker/settings';
import { temporalConfig } from '../worker/temporal-config';
import { VodEmulator } from './emulator/emulator';
import { routeTable } from './handle-event';
import { HandledEvents } from './handled-events';
import { recordedLog, type LogLine } from './recorded-log';
import type { TestSystemOptions, TestSystem } from './start-vod-events';

/** An idle pull is most of what a drain waits for. */
const HOLD_MS = 200;

export async function startSystem(options: TestSystemOptions): Promise<TestSystem> {
  const handled = new HandledEvents();
  const routes = handled.watch(routeTable(options.routes));
  const emulator = await VodEmulator.start({ holdMs: HOLD_MS, ...options.emulator });
  try {
    const config = configOf(options, routes, emulator);
    const worker = await startWorker(config);
    return systemOf(config, emulator, handled, worker);
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

/** @throws ConfigurationError */
function configOf(options: TestSystemOptions, routes: RouteTable, emulator: VodEmulator): WorkerConfig {
  const { address, namespace, emulator: { subAppIds } = {} } = options;
  const { secretId, secretKey, token } = emulator.credential;
  const name = randomUUID().slice(0, 8);
  const settings = readSettings({
    VOD_EVENTS_TASK_QUEUE: `vod-events-${name}`,
    ...options.settings,
    VOD_ENDPOINT: emulator.url,
    VOD_SUB_APP_ID: subAppIds?.[0]?.toString(),
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    TENCENTCLOUD_SESSION_TOKEN: token,
  });
  const temporal = temporalConfig({
    ...process.env,
    ...(address !== undefined && { TEMPORAL_ADDRESS: address }),
    ...(namespace !== undefined && { TEMPORAL_NAMESPACE: namespace }),
  });
  if (!settings.ok || typeof temporal === 'string') {
    const problems = settings.ok ? [] : settings.problems;
    throw new ConfigurationError(typeof temporal === 'string' ? [...problems, temporal] : problems);
  }
  return workerConfigOf(settings.values, { source: `test-${name}`, routes, temporal });
}

interface RunningWorker {
  client: Client;
  log: LogLine[];
  /** Drains it. */
  stop: () => Promise<void>;
}

/** @throws TemporalUnavailableError */
async function startWorker(config: WorkerConfig): Promise<RunningWorker> {
  const { temporal } = config;
  quietRuntime(config);
  const connection = await NativeConnection.connect(temporal.connectionOptions).catch(unavailable(temporal));
  const log: LogLine[] = [];
  const stop = new AbortController();
  let ended: Promise<void> = Promise.resolve();
  const started = new Promise<void>((resolve, reject) => {
    ended = serve(config, connection, recordedLog(log), stop.signal, { onStarted: () => resolve() });
    ended.catch(reject);
  });
  const end = async (): Promise<void> => {
    stop.abort();
    await ended.finally(() => connection.close().catch(() => {}));
  };
  await started.catch(end);
  const dataConverter = vodEventsDataConverter({ keys: config.keys });
  const client = new Client({ connection, namespace: temporal.namespace, dataConverter });
  return { client, log, stop: end };
}

/** Without the SDK's lines in a test's output, and without signal handlers that would keep a test run from being ended. */
function quietRuntime(config: WorkerConfig): void {
  try {
    installRuntime(config, new DefaultLogger('ERROR'));
  } catch {
    // This process has one, as whoever made it wants it to be.
  }
}

function systemOf(
  { sources, taskQueue }: WorkerConfig,
  emulator: VodEmulator,
  handled: HandledEvents,
  { client, log, stop }: RunningWorker,
): TestSystem {
  const source = sources[0]?.name ?? '';
  let stopped: Promise<void> | undefined;
  const stopAll = async (): Promise<void> => {
    handled.stop();
    // It would stay on a server that outlives the test.
    const poller = client.workflow.getHandle(pollerId(source));
    await poller.terminate('The test is over').catch(() => {});
    await stop().finally(() => emulator.stop());
  };
  const stopOnce = (): Promise<void> => (stopped ??= stopAll());
  return {
    emulator,
    client,
    source,
    taskQueue,
    log,
    handled: handled.done,
    waitForEvent: (predicate, { timeoutMs = 30_000 } = {}) => handled.waitFor(predicate, timeoutMs),
    stop: stopOnce,
    [Symbol.asyncDispose]: stopOnce,
  };
}
