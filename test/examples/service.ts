/** What the services of `examples/` do, whatever their language, with a worker of this package in a process of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BatchResult, PollerStatus } from '../../src/core/contract';
import { sampleEvent } from '../../src/testing';
import { Deployment } from '../support/processes';
import { until } from '../support/system';
import { Example, type Env, type RunningCommand } from './example';

const INDEX = readFileSync(join(__dirname, '../../examples/README.md'), 'utf8');
const WORKER_COMMAND = 'npx vod-events worker --routes examples/routes.mjs --source';
/** A compiler that has everything to compile, with nothing in its cache. */
const SET_UP_TIMEOUT_MS = 600_000;

interface Service {
  language: string;
  toolchain: () => Env;
  /** As the SDK of that language calls itself. */
  sdk: string;
  /** Of a worker that is told to stop. Default 0. */
  exitCode?: number;
}

export function describeService({ language, toolchain, sdk, exitCode = 0 }: Service): void {
  describe(`examples/${language}, with the commands of its README`, () => {
    let deployment: Deployment;
    let example: Example;
    let worker: RunningCommand;

    beforeAll(async () => {
      deployment = await Deployment.start({ holdMs: 500 });
      const PUBLISHING_TASK_QUEUE = `publishing-${deployment.taskQueue}`;
      example = Example.copy(language, {
        ...toolchain(),
        SOURCE: deployment.source,
        VOD_EVENTS_TASK_QUEUE: deployment.taskQueue,
        PUBLISHING_TASK_QUEUE,
      });
      expect(INDEX).toContain(WORKER_COMMAND);
      // One after the other: a compiler takes the whole machine, and a worker that starts beside it is late.
      await example.run(...example.commands('Set up'));
      await deployment.startWorker({ routes: '../../../examples/routes.mjs', env: { PUBLISHING_TASK_QUEUE } });
      worker = example.start(only(example.commands('Receive events')));
    }, SET_UP_TIMEOUT_MS);

    /** Ids of the clips that were published or not, once there are so many. */
    const publications = (count: number) =>
      until(`${count} events received`, async () => {
        const query = `WorkflowType = 'PublishClip' AND TaskQueue = 'publishing-${deployment.taskQueue}' AND ExecutionStatus = 'Completed'`;
        const ids: string[] = [];
        for await (const { workflowId } of deployment.client.workflow.list({ query })) ids.push(workflowId);
        return ids.length >= count && ids;
      }).catch((error: Error) => {
        throw new Error(`${error.message}\nThe service printed:\n${worker.printed()}`);
      });

    const inState = (state: PollerStatus['state']) =>
      until(`the poller ${state}`, async () => (await deployment.status()).state === state);

    it('starts a batch by name, and receives its events as workflows of its own', async () => {
      const submit = only(example.commands('Start a batch'));
      const result = { done: 3, owned: 0, left: 0, confirmed: 0, unconfirmed: [], unfinished: [] };
      expect(JSON.parse(await example.run(submit)) as BatchResult).toEqual(result);

      const ids = await publications(2);
      const outcomes = await Promise.all(ids.map((id) => deployment.client.workflow.getHandle(id).result() as unknown));
      expect(outcomes).toContainEqual(expect.objectContaining({ published: true }));
      expect(outcomes).toContainEqual({ published: false, reason: 'the edit failed with code 70000' });

      const first = await latestRun(deployment);
      expect(JSON.parse(await example.run(submit)) as BatchResult).toEqual(result);
      expect(await latestRun(deployment)).toEqual(first);
    });

    it('pauses and resumes the poller, and reads its status', async () => {
      const [pause = '', status = '', resume = ''] = example.commands('Pause and resume');
      await inState('running');
      await example.run(pause);
      await inState('paused');
      expect(JSON.parse(await example.run(status)) as PollerStatus).toMatchObject({
        source: deployment.source,
        state: 'paused',
      });
      await example.run(resume);
      await inState('running');
    });

    it('receives what VOD delivers, in a process of that language', async () => {
      const before = await publications(2);
      const event = sampleEvent('EditMediaComplete');
      deployment.emulator.enqueue([event]);
      const [id = ''] = (await publications(3)).filter((known) => !before.includes(known));
      const { events } = await deployment.client.workflow.getHandle(id).fetchHistory();
      const completed = events?.find((entry) => entry.workflowTaskCompletedEventAttributes);
      expect(completed?.workflowTaskCompletedEventAttributes?.sdkMetadata?.sdkName).toBe(sdk);
      await until('the event confirmed', () => deployment.emulator.journal.of('confirmed').length === 1);
    });

    it('ends when it is told to', async () => {
      expect(await worker.stop()).toBe(exitCode);
    });
  });
}

/** Of the one batch that was started, by its id: whether it was started again. */
async function latestRun({ client, source }: Deployment): Promise<string> {
  const query = `WorkflowType = 'vodEventBatch' AND WorkflowId STARTS_WITH 'vod-batch/${source}/'`;
  const ids = await until('the batch in the list', async () => {
    const found = new Set<string>();
    for await (const { workflowId } of client.workflow.list({ query })) found.add(workflowId);
    return found.size > 0 && [...found];
  });
  const { runId } = await client.workflow.getHandle(only(ids)).describe();
  return runId;
}

function only(commands: readonly string[]): string {
  expect(commands).toHaveLength(1);
  return commands[0] ?? '';
}
