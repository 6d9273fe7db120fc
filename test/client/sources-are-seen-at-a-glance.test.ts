import { InvalidInput, pollerId, vodEvents, type SourceView, type VodEvents } from '../../src/client';
import { startEncryptedPoller } from '../support/encrypted-poller';
import { startSystem, until, type System } from '../support/system';

const event = (TaskId: string, EventType = 'PullComplete') => ({ EventType, [`${EventType}Event`]: { TaskId } });

describe('the sources of a namespace', () => {
  let system: System;
  let vod: VodEvents;
  let finish = (): void => {};
  beforeAll(async () => {
    const slow = new Promise<void>((resolve) => (finish = resolve));
    system = await startSystem({
      quickBudgetMs: 200,
      routes: {
        PullComplete: { handler: () => Promise.reject(new TypeError('no')), retry: { maximumAttempts: 1 } },
        SplitMediaComplete: () => slow,
        '*': () => {},
      },
    });
    vod = vodEvents(system.client, { taskQueue: system.taskQueue });
  });
  afterAll(async () => {
    finish();
    await system.client.workflow.getHandle(pollerId(system.source)).terminate();
    await system.stop();
  });

  const named = async (which?: { source: string }): Promise<SourceView | undefined> =>
    (await vod.sources(which)).find(({ source }) => source === system.source);

  it('are seen with what the poller says, and with their events counted by what they wait for', async () => {
    const taskIds = ['one', 'two'];
    system.emulator.enqueue([
      ...taskIds.map((id) => event(id)),
      event('three', 'SplitMediaComplete'),
      event('4', 'ClipComplete'),
    ]);
    const seen = await until('all counted', async () => {
      const view = await named({ source: system.source });
      return view?.owned === 1 && view.parked === 2 && view.poller?.pump?.report?.owned === 3 && view;
    });
    expect(seen).toMatchObject({
      source: system.source,
      overdue: 0,
      parkedSince: expect.any(Number),
      poller: {
        state: 'running',
        pump: { running: true, report: { owned: 3, done: 1, lastPullAt: expect.any(Number) } },
      },
    });
    expect(seen.parkedSince).toBeLessThanOrEqual(Date.now());
    expect(await until('in the list of all', () => named())).toMatchObject({
      owned: 1,
      parked: 2,
      poller: { state: 'running' },
    });
  });

  it('are there without a poller as long as they have events, and not at all without either', async () => {
    const pushed = { source: `${system.source}.pushed` };
    expect(await vod.sources({ source: 'nobody' })).toEqual([]);
    expect(await vod.sources(pushed)).toEqual([]);
    await system.client.workflow.start('vodEvent', {
      workflowId: `vod-event/${pushed.source}/abc`,
      taskQueue: `${system.taskQueue}/nobody`,
      args: [{ version: 1, source: pushed.source, key: 'abc', event: event('pushed') }],
    });
    const views = await until('listed', async () => (await vod.sources(pushed)).length > 0 && vod.sources(pushed));
    expect(views).toEqual([{ ...pushed, owned: 1, parked: 0, overdue: 0 }]);
    await system.client.workflow.getHandle(`vod-event/${pushed.source}/abc`).terminate();
  });

  it('are seen beside one whose poller is encrypted with a key of others, which is named', async () => {
    const source = `${system.source}.encrypted`;
    const poller = await startEncryptedPoller(system.client, source, `${system.taskQueue}/nobody`);
    const views = await until('both in the list', async () => {
      const listed = await vod.sources();
      return [source, system.source].every((name) => listed.some((view) => view.source === name)) && listed;
    }).finally(() => poller.terminate());
    expect(views.find((view) => view.source === source)).toEqual({
      source,
      owned: 0,
      parked: 0,
      overdue: 0,
      poller: { source, state: 'unknown', unreadable: true, unanswered: expect.stringContaining('"theirs"') as string },
    });
    expect(views.find((view) => view.source === system.source)).toMatchObject({ poller: { state: 'running' } });
  });

  it('of a name that none can have are refused', async () => {
    await expect(vod.sources({ source: "x' OR WorkflowType != '" })).rejects.toThrow(InvalidInput);
  });
});
