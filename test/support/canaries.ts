/**
 * One run of a real worker in which everything happens that could carry a secret or a payload to where it does not belong, with values that
 * can be looked for afterwards.
 */
import { randomBytes } from 'node:crypto';
import { freePorts } from '../../demo/free-ports';
import { batchId, eventId } from '../../src/client';
import { base64Of, keysEnv, ringOf, type TestKey } from './encryption-keys';
import { Deployment, type CliProcess } from './processes';
import { describedBytes, executionsOf, storedBytes, type Execution } from './stored';
import { until } from './system';

export const SECRET_ID = 'AKIDcanary0000001';
export const SECRET_KEY = 'canary-secret-5d0c71';
export const TOKEN = 'canary-token-77ab10';
export const PAYLOAD = 'canary-payload-93be44';

export interface CanaryRun {
  worker: CliProcess;
  metrics: string;
  executions: Execution[];
  /** By workflow id: what the server has of it. */
  stored: ReadonlyMap<string, Buffer>;
}

/** Whether a text can be read out of these bytes, as it is or in base64. */
export function readableIn(bytes: Buffer, canary: string | Buffer): boolean {
  // Three ways, because the text may begin anywhere in a group of three; less its ends, which its neighbours change.
  const inBase64 = [0, 1, 2].map((before) => {
    const base64 = Buffer.concat([Buffer.alloc(before), Buffer.from(canary)]).toString('base64');
    return base64.slice(4, -4);
  });
  return [canary, ...inBase64].some((text) => bytes.includes(text));
}

/** Ways in which a key may be written. */
export const writings = (key: TestKey): (string | Buffer)[] => [
  base64Of(key),
  Buffer.from(key.key).toString('base64url'),
  Buffer.from(key.key).toString('hex'),
  Buffer.from(key.key),
];

export async function canaryRun(...keys: TestKey[]): Promise<CanaryRun> {
  const credentials = [{ secretId: SECRET_ID, secretKey: SECRET_KEY, token: TOKEN }] as const;
  const ring = keys.length > 0 ? ringOf(...keys) : undefined;
  const deployment = await Deployment.start({ holdMs: 500, credentials }, undefined, ring);
  const [metricsPort] = await freePorts(1);
  const metricsAddress = `127.0.0.1:${metricsPort}`;
  const env = { VOD_EVENTS_LOG_LEVEL: 'trace', VOD_EVENTS_METRICS_ADDRESS: metricsAddress };
  const worker = await deployment.startWorker({
    routes: 'canary.cjs',
    env: { ...env, ...(keys.length > 0 && keysEnv(...keys)) },
  });
  const heartbeats = await everyWayAnEventEnds(deployment, worker);
  await signalledAndSubmittedByOthers(deployment);
  const { executions, stored } = await collected(deployment);
  stored.set('heartbeats', heartbeats);
  const metrics = await (await fetch(`http://${metricsAddress}/metrics`)).text();
  await tooLargeForTemporal(deployment, worker);
  expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  return { worker, metrics, executions, stored };
}

const content = { TaskId: PAYLOAD, Text: PAYLOAD };

/** @returns how the server describes the event whose handler heartbeats, while it does */
async function everyWayAnEventEnds({ emulator, client, taskQueue }: Deployment, worker: CliProcess): Promise<Buffer> {
  emulator.fault({ api: 'PullEvents', kind: { error: 'InternalError' } });
  emulator.fault({ api: 'ConfirmEvents', kind: { error: 'SomethingNew', message: SECRET_KEY } });
  emulator.fault({ api: 'ConfirmEvents', kind: 'cutBody', times: 2 });
  const types = ['Done', 'Fails', 'FailsSlowly', 'Slow', 'NobodyWantsIt'];
  const events = types.map((EventType) => ({ EventType, [`${EventType}Event`]: content }));
  // No payload at all where there should be one.
  emulator.enqueue([...events, { EventType: 'PullComplete', PullCompleteEvent: PAYLOAD }]);
  const heartbeats = await until('a heartbeat of a handler', async () => {
    const owned = (await executionsOf(client, taskQueue)).filter(({ type }) => type === 'vodEvent');
    const described = await Promise.all(
      owned.map(async ({ workflowId, runId }) => {
        const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
        const beats = raw.pendingActivities?.some(({ heartbeatDetails }) => heartbeatDetails?.payloads?.length);
        return beats ? await describedBytes(client, { workflowId, runId }) : undefined;
      }),
    );
    return described.find((bytes) => bytes !== undefined);
  });
  await until('all confirmed', () => emulator.stats().confirmed === events.length + 1);
  await until('two parked', () => worker.stdout.split('Event parked').length > 2);
  return heartbeats;
}

async function signalledAndSubmittedByOthers({ client, source, taskQueue }: Deployment): Promise<void> {
  const retry = client.workflow.getHandle((await parkedOf(client, taskQueue)).workflowId);
  await retry.signal('retry', { because: PAYLOAD });
  const events = [{ EventType: 'Done', DoneEvent: content }];
  await client.workflow.execute('vodEventBatch', {
    taskQueue,
    workflowId: batchId(source, 'submitted'),
    args: [{ version: 1, source, pulledAt: Date.now(), events }],
    memo: { submitted: PAYLOAD },
    staticDetails: PAYLOAD,
  });
  const wrong = { version: 1, source, key: 'wrong', event: content, tries: PAYLOAD };
  const options = { taskQueue, workflowId: eventId(source, 'wrong'), args: [wrong] };
  await client.workflow.execute('vodEvent', options).catch(() => undefined);
}

async function parkedOf(client: Deployment['client'], taskQueue: string): Promise<Execution> {
  return until('an event parked', async () => {
    for (const execution of await executionsOf(client, taskQueue)) {
      if (execution.type !== 'vodEvent') continue;
      const { memo } = await client.workflow.getHandle(execution.workflowId).describe();
      if (memo?.parked) return execution;
    }
    return undefined;
  });
}

async function collected({
  client,
  taskQueue,
}: Deployment): Promise<Pick<CanaryRun, 'executions'> & { stored: Map<string, Buffer> }> {
  // The poller, the worker's batch and the submitted one, three owned events and one that was refused.
  const executions = await until('all workflows listed', async () => {
    const found = await executionsOf(client, taskQueue);
    const count = (type: string): number => found.filter((execution) => execution.type === type).length;
    return count('vodEventPoller') === 1 && count('vodEventBatch') >= 2 && count('vodEvent') >= 4 && found;
  });
  const queries: Record<string, string> = { vodEventPoller: 'status', vodEvent: 'state' };
  const stored = new Map<string, Buffer>();
  for (const execution of executions) {
    const query = execution.workflowId.endsWith('/wrong') ? undefined : queries[execution.type];
    stored.set(execution.workflowId, await storedBytes(client, execution, query));
  }
  return { executions, stored };
}

async function tooLargeForTemporal({ emulator }: Deployment, worker: CliProcess): Promise<void> {
  // Random, so that compressing it does not help enough.
  const Text = `${PAYLOAD}${randomBytes(2_500_000).toString('base64')}`;
  emulator.enqueue([{ EventType: 'Done', DoneEvent: { ...content, Text } }]);
  await until('a line about the event that is too large', () => worker.log().some(({ msg }) => /too large/.test(msg)));
}
