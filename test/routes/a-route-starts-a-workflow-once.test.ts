import { contentKey } from '../../src/vod/event-key';
import { untilParked } from '../support/parked';
import { startSystem, type System } from '../support/system';
import { batch, ownerOf, startInput } from './batches';

interface Pulled {
  payload: { TaskId: string };
}

const pulled = (TaskId: string) => ({ EventType: 'PullComplete', PullCompleteEvent: { TaskId } });
const clip = (TaskId: string) => ({ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId } });

const IDS: Record<string, string> = { nameless: '', endless: 'x'.repeat(1_001) };

/** Redeliveries start nothing twice; an id or arguments that nobody can use lose nothing. */
describe('a route that starts a workflow', () => {
  let system: System;
  const taskQueue = 'of-somebody-else';

  const routes = {
    PullComplete: { startWorkflow: 'publish', taskQueue },
    ClipComplete: {
      startWorkflow: 'publish',
      taskQueue,
      workflowId: ({ payload: { TaskId } }: Pulled) => IDS[TaskId] ?? TaskId,
      args: ({ payload: { TaskId } }: Pulled) => [TaskId, TaskId === 'dated' ? { at: new Date() } : 7],
    },
  };

  beforeAll(async () => void (system = await startSystem({ poll: false, routes })));
  afterAll(() => system.stop());

  it('starts it under an id made from the event, with the event as its one argument, and the event is done', async () => {
    const key = contentKey(pulled('a'));
    expect(await batch(system, [pulled('a')])).toMatchObject({ done: 1, owned: 0 });
    const { workflowId, ...handle } = system.client.workflow.getHandle(`publish/${system.source}/${key}`);
    expect(await handle.describe()).toMatchObject({ type: 'publish', taskQueue, status: { name: 'RUNNING' } });
    expect(await startInput(system, workflowId)).toEqual([
      { version: 1, source: system.source, key, type: 'PullComplete', payload: { TaskId: 'a' } },
    ]);
  });

  it('starts nothing when such a workflow runs, nor when it has ended', async () => {
    const workflowId = `clip-${system.source}`;
    const handle = system.client.workflow.getHandle(workflowId);
    expect(await batch(system, [clip(workflowId)])).toMatchObject({ done: 1 });
    const { runId } = await handle.describe();
    expect(await startInput(system, workflowId)).toEqual([workflowId, 7]);
    // Other events of the same id: the process remembers that the same event was done.
    const again = (Note: string) => ({ ...clip(workflowId), Note });
    expect(await batch(system, [again('running')])).toMatchObject({ done: 1, owned: 0 });
    await handle.terminate();
    expect(await batch(system, [again('ended')])).toMatchObject({ done: 1, owned: 0 });
    const { runId: runsNow } = await system.client.workflow.getHandle(workflowId).describe();
    expect(runsNow).toBe(runId);
  });

  it.each([
    ['an empty id', 'nameless', 'InvalidWorkflowId', /is empty/],
    ['an id that is too long', 'endless', 'InvalidWorkflowId', /1001 bytes/],
    ['arguments that are no JSON', 'dated', 'InvalidRouteArguments', /args\[1\]\.at is a Date/],
  ])('for which the route makes %s parks the event at once', async (_what, taskId, type, problem) => {
    expect(await batch(system, [clip(taskId)])).toMatchObject({ done: 0, owned: 1 });
    const { tries, failure } = await untilParked(ownerOf(system, clip(taskId)));
    expect({ tries, type: failure?.type }).toEqual({ tries: 1, type });
    expect(failure?.message).toMatch(problem);
    expect(failure?.message).toContain(`ClipComplete event ${contentKey(clip(taskId))} of source ${system.source}`);
  });
});
