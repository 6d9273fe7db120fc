import { bySessionContext } from '../../src/vod/session-context';
import { contentKey } from '../../src/vod/event-key';
import { stateOf, untilParked } from '../support/parked';
import { startSystem, until, type System } from '../support/system';
import { batch, ownerOf, signalsOf, startInput } from './batches';

interface Clipped {
  payload: { SrcFileId: string };
}

const clip = (TaskId: string, SrcFileId: string) => ({
  EventType: 'ClipComplete',
  ClipCompleteEvent: { TaskId, SrcFileId },
});
const TYPES = { park: 'EditMediaComplete', ignore: 'SplitMediaComplete', retry: 'RebuildMediaComplete' } as const;
const task = (TaskId: string, SessionContext: string, otherwise: keyof typeof TYPES = 'park') => ({
  EventType: TYPES[otherwise],
  [`${TYPES[otherwise]}Event`]: { TaskId, SessionContext },
});

describe('a route that signals', () => {
  let system: System;
  let routes: Record<string, unknown>;
  const taskQueue = 'of-somebody-else';
  const retry = { maximumAttempts: 100, initialInterval: 50, maximumInterval: 100 };

  beforeAll(async () => {
    const running = (otherwise: string) => ({
      signalWorkflow: { existing: true },
      signal: 'taskEnded',
      workflowId: bySessionContext(),
      otherwise,
      retry,
    });
    routes = {
      ClipComplete: {
        signalWorkflow: 'file',
        signal: 'clipped',
        taskQueue,
        workflowId: ({ payload }: Clipped) => payload.SrcFileId,
      },
      ...Object.fromEntries(Object.entries(TYPES).map(([otherwise, type]) => [type, running(otherwise)])),
    };
    system = await startSystem({ poll: false, quickBudgetMs: 300, routes });
  });
  afterAll(() => system.stop());

  const started = (workflowId: string) =>
    system.client.workflow.start('order', { taskQueue, workflowId: `${system.source}/${workflowId}`, args: [] });

  it('a workflow that it starts if need be gives it all events of one file, one after the other and each once', async () => {
    const file = `${system.source}/f`;
    const [first, second] = [clip('1', file), clip('2', file)];
    expect(await batch(system, [first])).toMatchObject({ done: 1, owned: 0 });
    // By a process that knows nothing of what has been done.
    await system.stop();
    system = await startSystem({ poll: false, quickBudgetMs: 300, routes, name: system.name });
    for (const event of [first, second]) expect(await batch(system, [event])).toMatchObject({ done: 1, owned: 0 });
    const argument = (event: typeof first) => ({
      version: 1,
      source: system.source,
      key: contentKey(event),
      type: 'ClipComplete',
      payload: event.ClipCompleteEvent,
    });
    expect(await signalsOf(system, file)).toEqual([
      { name: 'clipped', args: [argument(first)] },
      { name: 'clipped', args: [argument(second)] },
    ]);
    expect(await startInput(system, file)).toEqual([]);
  });

  it('the workflow whose id its submitter put into SessionContext gives that the result', async () => {
    const { workflowId } = await started('waiting');
    expect(await batch(system, [task('3', workflowId)])).toMatchObject({ done: 1, owned: 0 });
    expect(await signalsOf(system, workflowId)).toMatchObject([
      { name: 'taskEnded', args: [{ payload: { TaskId: '3' } }] },
    ]);
  });

  it('a workflow that must run and has ended or never was parks the event when the route says so', async () => {
    const ended = await started('ended');
    await ended.terminate();
    for (const event of [task('4', ended.workflowId), task('5', 'nobody')]) {
      expect(await batch(system, [event])).toMatchObject({ done: 0, owned: 1 });
      expect(await untilParked(ownerOf(system, event))).toMatchObject({ failure: { type: 'WorkflowNotRunning' } });
    }
  });

  it('and ignores it when the route says that', async () => {
    expect(await batch(system, [task('6', 'nobody', 'ignore')])).toMatchObject({ done: 1, owned: 0 });
  });

  it('and tries it again when the route says that, until the workflow is there', async () => {
    const event = task('7', `${system.source}/late`, 'retry');
    expect(await batch(system, [event])).toMatchObject({ done: 0, owned: 1 });
    const owner = ownerOf(system, event);
    await until('a try of its own', async () => (await stateOf(owner)).failure?.type === 'WorkflowNotRunningYet');
    const { workflowId } = await started('late');
    expect(await owner.result()).toMatchObject({ state: 'done' });
    expect(await signalsOf(system, workflowId)).toHaveLength(1);
  });

  it('an event whose submitter sent no SessionContext is parked', async () => {
    expect(await batch(system, [task('8', '', 'ignore')])).toMatchObject({ owned: 1 });
    const { failure } = await untilParked(ownerOf(system, task('8', '', 'ignore')));
    expect(failure).toMatchObject({ type: 'InvalidWorkflowId', message: expect.stringMatching(/is empty.*"when"/) });
  });
});
