import type { Payload } from '@temporalio/common';
import { pollerId, type PumpReport } from '../../src/client';
import { keysEnv, newKey, ringOf } from '../support/encryption-keys';
import { Deployment, type CliProcess } from '../support/processes';
import { executionsOf } from '../support/stored';
import { until } from '../support/system';

const older = newKey('older');
const newer = newKey('newer');
const both = { ...keysEnv(newer, older), VOD_EVENTS_TEST_TRIES: '2' };
const onlyOlder = { ...keysEnv(older), VOD_EVENTS_TEST_TRIES: '2' };

/**
 * The poller was started with the older key, so a worker with that alone starts. All it is given by Temporal has been written with the newer:
 * a batch that was under way, an owned event, and what the pump last said of itself.
 */
describe('a worker that meets what it has no key for', () => {
  let deployment: Deployment;
  let without: CliProcess;
  let underWay: string[];
  let later: string[];

  const decoded = async (payload: Payload): Promise<unknown> => {
    const { payloadCodecs, payloadConverter } = deployment.client.options.loadedDataConverter;
    let payloads = [payload];
    for (const codec of [...payloadCodecs].reverse()) payloads = await codec.decode(payloads);
    return payloads[0] && payloadConverter.fromPayload(payloads[0]);
  };
  const pendingOf = async (workflowId: string) => {
    const { raw } = await deployment.client.workflow.getHandle(workflowId).describe();
    return raw.pendingActivities?.[0];
  };
  const reported = async (): Promise<Partial<PumpReport>> => {
    const [details] = (await pendingOf(pollerId(deployment.source)))?.heartbeatDetails?.payloads ?? [];
    return details ? ((await decoded(details)) as PumpReport) : {};
  };
  /** What its activity failed with last, for the one owned event. */
  const ownedFailedWith = async (): Promise<string | null | undefined> => {
    const [event] = (await executionsOf(deployment.client, deployment.taskQueue)).filter(
      ({ type }) => type === 'vodEvent',
    );
    return event && (await pendingOf(event.workflowId))?.lastFailure?.applicationFailureInfo?.type;
  };
  /** Its complaints about the key. */
  const complaints = (): string[] =>
    without
      .log()
      .flatMap(({ msg, error }) => (JSON.stringify(error ?? '').includes('the key \\"newer\\"') ? [msg] : []));

  beforeAll(async () => {
    deployment = await Deployment.start({ holdMs: 200 }, undefined, ringOf(newer, older));
    const first = await deployment.startWorker({ env: onlyOlder });
    expect(await first.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    const withBoth = await deployment.startWorker({ env: both });
    deployment.emulator.enqueue([
      { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'owned', WorkMs: 20_000 } },
    ]);
    await until('the event owned, and reported by the pump', async () => (await reported()).owned === 1);
    underWay = deployment.enqueue(1, { WorkMs: 1_500 });
    await until('its handler at work', () => deployment.tasksThat('began').includes(underWay[0] ?? ''));
    await withBoth.kill('SIGKILL');
    without = await deployment.startWorker({ env: onlyOlder });
  }, 120_000);

  it('says which key it lacks, for a workflow, an activity and the pump, and stays', async () => {
    later = deployment.enqueue(1);
    await until('the batch failed', () => complaints().includes('Failed to process Workflow Activation'));
    await until('the pump failed', () => complaints().includes('Error while processing ActivityTask.start'));
    // Temporal waits 15 s for the heartbeat of the worker that was killed.
    await until('the owned event failed', async () => (await ownedFailedWith()) === 'UnknownEncryptionKey', 60_000);
    expect(without.running).toBe(true);
  }, 90_000);

  it('confirms nothing of it meanwhile, and pulls nothing', () => {
    expect(deployment.emulator.stats()).toMatchObject({ confirmed: 1 });
    expect(deployment.tasksIn('delivered')).not.toContain(later[0]);
  });

  it('leaves all of it to a worker that has the key, which goes on from where it was', async () => {
    const before = await reported();
    expect(before).toMatchObject({ owned: 1 });
    // Or it would be given every other attempt, and the pauses between them grow to a minute.
    expect(await without.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    await deployment.startWorker({ env: both });
    const all = ['owned', ...underWay, ...later].sort();
    await until('all confirmed', () => new Set(deployment.tasksIn('confirmed')).size === all.length, 90_000);
    // Also the one both of whose tries were used up by a process that died and one that could not read it.
    await until('all handled', () => new Set(deployment.tasksThat('ended')).size === all.length, 120_000);
    await until('a report of the pump', async () => ((await reported()).events ?? 0) > (before.events ?? 0));
    expect((await reported()).owned).toBeGreaterThanOrEqual(1);
  }, 300_000);
});
