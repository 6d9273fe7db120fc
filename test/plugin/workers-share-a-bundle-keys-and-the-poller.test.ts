import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import * as activities from '../../examples/docs/plugin-activities';
import { pollerId, type PollerStatus } from '../../src/core/contract';
import { VodEventsPlugin } from '../../src/plugin';
import { VodEmulator } from '../../src/testing';
import { readableIn } from '../support/canaries';
import { newKey, ringOf } from '../support/encryption-keys';
import { executionsOf, storedBytes } from '../support/stored';
import { installRuntime, until } from '../support/system';

const name = randomUUID().slice(0, 8);
const taskQueue = `plugin-${name}`;
const keys = ringOf(newKey('2026-07'));
const PAYLOAD = 'canary-payload-51c2aa';

interface Member {
  identity: string;
  connection: NativeConnection;
  worker: Worker;
  running: Promise<void>;
  handled: string[];
}

/** Two processes of a fleet, as far as Temporal can tell. */
describe('workers with a prebuilt bundle, keys, and the plugin on their connections', () => {
  const members: Member[] = [];
  let emulator: VodEmulator;
  let client: Client;

  beforeAll(async () => {
    installRuntime();
    emulator = await VodEmulator.start({ holdMs: 1_000 });
    const workflowsPath = require.resolve('../../examples/docs/plugin-workflows');
    const plugins = [pluginOf([])];
    const { code } = await bundleWorkflowCode({ workflowsPath, plugins, logger: new DefaultLogger('ERROR') });
    for (const identity of ['first', 'second']) members.push(await member(identity, code));
    // Made from a connection with the plugin, and so it reads what they write.
    client = new Client({ connection: members[0]?.connection });
  });
  afterAll(async () => {
    for (const { worker } of members) if (worker.getState() === 'RUNNING') worker.shutdown();
    await Promise.all(members.map(({ running }) => running));
    await client.workflow.getHandle(pollerId(name)).terminate();
    for (const { connection } of members) await connection.close();
    await emulator.stop();
  });

  const pluginOf = (handled: string[]): VodEventsPlugin =>
    new VodEventsPlugin({
      taskQueue,
      keys,
      sources: [
        {
          name,
          endpoint: emulator.url,
          credential: emulator.credential,
          routes: { '*': ({ payload }: { payload: { TaskId: string } }) => void handled.push(payload.TaskId) },
        },
      ],
    });

  async function member(identity: string, code: string): Promise<Member> {
    const handled: string[] = [];
    const { connectionOptions } = loadClientConnectConfig();
    const connection = await NativeConnection.connect({ ...connectionOptions, plugins: [pluginOf(handled)] });
    const worker = await Worker.create({ connection, taskQueue, identity, workflowBundle: { code }, activities });
    return { identity, connection, worker, running: worker.run(), handled };
  }

  const pulling = (): Promise<Member> =>
    until('a worker that pulls', async () => {
      const { raw } = await client.workflow.getHandle(pollerId(name)).describe();
      const pump = raw.pendingActivities?.find(({ activityType }) => activityType?.name === 'pump');
      return members.find(
        ({ identity, worker }) => identity === pump?.lastWorkerIdentity && worker.getState() === 'RUNNING',
      );
    });

  const task = (TaskId: string): object => ({ EventType: 'PullComplete', PullCompleteEvent: { TaskId } });

  it('run the workflows of their bundle, the user’s and ours, and nothing of them can be read in Temporal', async () => {
    emulator.enqueue([task(PAYLOAD)]);
    await emulator.waitUntilConfirmed(1);
    const options = { taskQueue, workflowId: `greeting-${name}`, args: [PAYLOAD] as [string] };
    const greeting = await client.workflow.execute<(name: string) => Promise<string>>('greeting', options);
    expect(greeting).toBe(`Hello, ${PAYLOAD}!`);
    const executions = await until('three workflows', async () => {
      const found = await executionsOf(client, taskQueue);
      return found.length === 3 && found;
    });
    for (const execution of executions) {
      const bytes = await storedBytes(client, execution);
      expect(readableIn(bytes, '2026-07')).toBe(true);
      expect(readableIn(bytes, PAYLOAD)).toBe(false);
    }
  });

  it('take the poller over from the one that is shut down, and lose nothing', async () => {
    const gone = await pulling();
    const left = members.find((each) => each !== gone);
    gone.worker.shutdown();
    emulator.enqueue(['x', 'y'].map(task));
    await gone.running;
    expect(await pulling()).toBe(left);
    emulator.enqueue([task('z')]);
    await emulator.waitUntilConfirmed(4);
    expect(left?.handled).toContain('z');
    const status = await client.workflow.getHandle(pollerId(name)).query<PollerStatus>('status');
    expect(status).toMatchObject({ state: 'running' });
    const delivered = emulator.journal.of('delivered').map(({ eventId }) => eventId);
    expect(delivered).toHaveLength(new Set(delivered).size);
  });
});
