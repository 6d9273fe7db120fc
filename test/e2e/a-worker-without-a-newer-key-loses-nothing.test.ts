import { pollerId, type PumpReport } from '../../src/client';
import { keysEnv, newKey, ringOf } from '../support/encryption-keys';
import { Deployment, type CliProcess } from '../support/processes';
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
  let owned: string[];
  let underWay: string[];
  let later: string[];

  const reported = async (): Promise<Partial<PumpReport>> => {
    const { raw } = await deployment.client.workflow.getHandle(pollerId(deployment.source)).describe();
    const details = raw.pendingActivities?.[0]?.heartbeatDetails?.payloads ?? [];
    const { payloadCodecs = [], payloadConverter } = deployment.client.options.loadedDataConverter;
    let payloads = [...details];
    for (const codec of [...payloadCodecs].reverse()) payloads = await codec.decode(payloads);
    return payloads[0] ? payloadConverter.fromPayload<PumpReport>(payloads[0]) : {};
  };

  /** The types of activities that it has failed for want of the key, and the workflow tasks. */
  const failedFor = (worker: CliProcess): Set<unknown> =>
    new Set(
      worker
        .log()
        .filter((line) => JSON.stringify(line.error ?? '').includes('the key \\"newer\\"') && line.level === 50)
        .map(({ msg, activityType }) => activityType ?? msg),
    );

  beforeAll(async () => {
    deployment = await Deployment.start({ holdMs: 200 }, undefined, ringOf(newer, older));
    const first = await deployment.startWorker({ env: onlyOlder });
    expect(await first.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    const withBoth = await deployment.startWorker({ env: both });
    owned = deployment.enqueue(1, { WorkMs: 8_000 });
    await until('the event owned, and reported by the pump', async () => (await reported()).owned === 1);
    underWay = deployment.enqueue(1, { WorkMs: 1_500 });
    await until('its handler at work', () => deployment.tasksThat('began').includes(underWay[0] ?? ''));
    await withBoth.kill('SIGKILL');
    without = await deployment.startWorker({ env: onlyOlder });
  }, 120_000);

  it('says which key it lacks, for a workflow, an activity and the pump, and stays', async () => {
    later = deployment.enqueue(1);
    const all = ['Failed to process Workflow Activation', 'handleEvent', 'Error while processing ActivityTask.start'];
    await until('all three in its log', () => all.every((what) => failedFor(without).has(what)), 60_000);
    expect(without.running).toBe(true);
  }, 90_000);

  it('confirms nothing of it meanwhile, and pulls nothing', () => {
    expect(deployment.tasksIn('confirmed')).toEqual(owned);
    expect(deployment.tasksIn('delivered')).not.toContain(later[0]);
  });

  it('leaves all of it to a worker that has the key, which goes on from where it was', async () => {
    const before = await reported();
    expect(before).toMatchObject({ events: 2, owned: 1 });
    await deployment.startWorker({ env: both });
    const all = [...owned, ...underWay, ...later].sort();
    await until('all confirmed', () => new Set(deployment.tasksIn('confirmed')).size === all.length, 90_000);
    await until('all handled', () => new Set(deployment.tasksThat('ended')).size === all.length, 90_000);
    // The pump counts on, and nothing was parked for attempts that no handler had a part in.
    expect((await reported()).events).toBeGreaterThanOrEqual(3);
  }, 200_000);
});
