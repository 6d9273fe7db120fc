import { randomUUID } from 'node:crypto';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { bundleWorkflowCode, NativeConnection, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { installRuntime, until } from '../../support/system';
import type { Activities } from './activities';

type Version = 'version-1' | 'version-2-careless' | 'version-2' | 'version-3' | 'version-4';
type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** The example of docs/changing-workflows.md. */
describe('a workflow that was changed while some were open', () => {
  let connection: NativeConnection;
  let client: Client;
  const bundles = new Map<Version, WorkflowBundleWithSourceMap>();

  beforeAll(async () => {
    installRuntime();
    const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
    connection = await NativeConnection.connect(connectionOptions);
    client = new Client({ connection, namespace });
  });
  afterAll(() => connection.close());

  const bundleOf = async (version: Version): Promise<WorkflowBundleWithSourceMap> => {
    const logger = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
    const bundle =
      bundles.get(version) ?? (await bundleWorkflowCode({ workflowsPath: require.resolve(`./${version}`), logger }));
    bundles.set(version, bundle);
    return bundle;
  };

  /** Runs a worker of this version while `act` does something with it; returns the activities it ran. */
  const withWorker = async (version: Version, taskQueue: string, act: () => Promise<unknown>): Promise<string[]> => {
    const calls: string[] = [];
    const called = (name: string) => (): Promise<void> => Promise.resolve(void calls.push(name));
    const activities: Activities = { publish: called('publish'), archive: called('archive'), review: called('review') };
    const { namespace } = client.options;
    const workflowBundle = await bundleOf(version);
    const worker = await Worker.create({ connection, namespace, taskQueue, activities, workflowBundle });
    await worker.runUntil(act);
    return calls;
  };
  const start = (taskQueue: string): Promise<WorkflowHandle> =>
    client.workflow.start('videoLife', { taskQueue, workflowId: randomUUID(), args: ['video'] });
  const published = (handle: WorkflowHandle): Promise<boolean> =>
    until('published, and nothing left to do', async () => {
      const { events } = await handle.fetchHistory();
      return events?.at(-1)?.workflowTaskCompletedEventAttributes != null && events.length > 7;
    });

  /** What a workflow has been through that this version has begun and that is still open. */
  const openHistoryOf = async (version: Version): Promise<History> => {
    const taskQueue = `example-${randomUUID()}`;
    const handle = await start(taskQueue);
    await withWorker(version, taskQueue, () => published(handle));
    const history = await handle.fetchHistory();
    await handle.terminate();
    return history;
  };
  const replay = async (history: History, version: Version): Promise<void> =>
    Worker.runReplayHistory({ workflowBundle: await bundleOf(version) }, history, 'replayed');

  it('goes on the old way where it was begun the old way, and the new way from then on', async () => {
    const taskQueue = `example-${randomUUID()}`;
    const old = await start(taskQueue);
    expect(await withWorker('version-1', taskQueue, () => published(old))).toEqual(['publish']);

    const young = await start(taskQueue);
    const calls = await withWorker('version-2', taskQueue, async () => {
      await published(young);
      await old.signal('withdraw');
      await old.result();
      await young.signal('withdraw');
      await young.result();
    });
    expect(calls).toEqual(['review', 'publish', 'archive', 'archive']);
  });

  it.each<[Version, Version]>([
    ['version-1', 'version-2'],
    ['version-2', 'version-2'],
    ['version-2', 'version-3'],
    ['version-3', 'version-3'],
    ['version-3', 'version-2'],
    ['version-3', 'version-4'],
  ])('begun by %s goes on with %s', async (began, goesOn) => {
    await expect(replay(await openHistoryOf(began), goesOn)).resolves.toBeUndefined();
  });

  it.each<[Version, Version, string]>([
    ['version-1', 'version-2-careless', 'there is no patch'],
    ['version-2', 'version-1', 'a rolling restart gives it to an old worker: it waits for a new one'],
    ['version-1', 'version-3', 'the patch was deprecated while it was open'],
    ['version-2', 'version-4', 'the patch was removed while it was open'],
  ])('begun by %s does not go on with %s, when %s', async (began, goesOn) => {
    await expect(replay(await openHistoryOf(began), goesOn)).rejects.toThrow(DeterminismViolationError);
  });
});
