import { contentKey } from '../../src/vod/event-key';
import { batch, ownerOf } from '../routes/batches';
import { startForeignWorker } from '../support/foreign-worker';
import { own, stateOf, untilParked } from '../support/parked';
import { startSystem, until, type System } from '../support/system';

const pulled = (TaskId: string) => ({ EventType: 'PullComplete', PullCompleteEvent: { TaskId } });
const clip = (TaskId: string) => ({ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId } });
const concat = (TaskId: string) => ({ EventType: 'ConcatComplete', ConcatCompleteEvent: { TaskId } });

describe('a route that names an activity of another worker', () => {
  let system: System;
  let foreign: { stop(): Promise<void> };
  let mended = false;
  const given: unknown[][] = [];

  beforeAll(async () => {
    const taskQueue = `foreign-${process.pid}`;
    const retry = { maximumAttempts: 3, initialInterval: 20, maximumInterval: 20 };
    system = await startSystem({
      poll: false,
      parkedReportAfterMs: 60_000,
      routes: {
        PullComplete: { activity: 'publish', taskQueue, timeout: '10 seconds', retry },
        ClipComplete: { activity: 'publish', taskQueue: `${taskQueue}-unattended` },
        ConcatComplete: { activity: 'publish', taskQueue: `${taskQueue}-unattended`, startTimeout: 500 },
      },
    });
    foreign = await startForeignWorker(taskQueue, {
      publish: (...args: unknown[]) => {
        given.push(args);
        const [{ payload }] = args as [{ payload: { TaskId: string } }];
        if (payload.TaskId === 'poison' && !mended) throw new TypeError('no such channel');
        return { published: true };
      },
    });
  });
  afterAll(async () => {
    await foreign.stop();
    await system.stop();
  });

  it('has the event handed over at once and handled there', async () => {
    expect(await batch(system, [pulled('fine')])).toMatchObject({ done: 0, owned: 1 });
    expect(await ownerOf(system, pulled('fine')).result()).toEqual({ state: 'done', tries: 0 });
    const key = contentKey(pulled('fine'));
    const event = { version: 1, source: system.source, key, type: 'PullComplete', payload: { TaskId: 'fine' } };
    expect(given).toEqual([[event]]);
  });

  it('parks the event after its tries, and a retry calls it anew', async () => {
    const owner = await own(system, 'poison', pulled('poison'));
    const failure = { type: 'TypeError', message: 'no such channel' };
    expect(await untilParked(owner)).toMatchObject({ tries: 3, failure });
    expect((await owner.describe()).memo).toMatchObject({ parked: { tries: 3, failure } });
    mended = true;
    await owner.signal('retry');
    expect(await owner.result()).toEqual({ state: 'done', tries: 0 });
  });

  it('shows what the event waits for while no worker takes it, and a discard ends that', async () => {
    const owner = await own(system, 'waiting', clip('waiting'));
    const state = await until('what it waits for', async () => {
      const state = await stateOf(owner);
      return state.waitingFor && state;
    });
    const waitingFor = { activity: 'publish', taskQueue: expect.stringContaining('-unattended') };
    expect(state).toMatchObject({ state: 'handling', waitingFor });
    await owner.signal('discard');
    expect(await owner.result()).toMatchObject({ state: 'discarded' });
  });

  it('parks the event when no worker has taken it in time', async () => {
    const owner = await own(system, 'unattended', concat('unattended'));
    const { failure, tries, waitingFor } = await untilParked(owner);
    expect({ type: failure?.type, tries, waitingFor }).toEqual({ type: 'ActivityNotStarted', tries: 0 });
    expect(failure?.message).toMatch(/No worker of the task queue ".*-unattended" has taken the activity "publish"/);
  });
});
