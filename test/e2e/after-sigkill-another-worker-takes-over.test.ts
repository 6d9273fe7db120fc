import type { CallEntry } from '../../src/testing';
import { Deployment, type CliProcess } from '../support/processes';
import { until } from '../support/system';

const TAKEOVER_MS = 10_000;
/** A call that the dead worker has sent may still be read by the emulator; nobody else can have noticed its death so soon. */
const LAST_WORDS_MS = 500;

/** Promises 1 and 6: the worker that pulls is killed in the middle of its work; another one pulls within 10 s, and nothing is lost. */
describe('after SIGKILL', () => {
  let deployment: Deployment;
  let workers: CliProcess[];
  let taskIds: string[] = [];
  let load: NodeJS.Timeout | undefined;

  beforeAll(async () => {
    deployment = await Deployment.start({ holdMs: 1_500 });
    workers = await Promise.all([deployment.startWorker(), deployment.startWorker()]);
    load = setInterval(() => {
      taskIds = taskIds.concat(
        deployment.enqueue(2),
        deployment.enqueue(1, { FailTries: 1 }),
        deployment.enqueue(1, { WorkMs: 4_000 }),
      );
    }, 250);
  });
  afterAll(() => clearInterval(load));

  it('another worker takes over the pump, the batches and the owned events', async () => {
    // The first slow events are owned by then, later ones still wait in their batches.
    await until('a slow event handled', () => {
      const [first, ...later] = deployment.handlerSteps();
      return later.some(({ step, at }) => step === 'ended' && first !== undefined && at - first.at > 4_500);
    });
    const { pulling, others } = await deployment.byRole(workers);
    const killedAt = Date.now();
    await pulling.kill('SIGKILL');
    const confirmed = new Set(deployment.tasksIn('confirmed'));
    const openBatches = deployment.tasksThat('began').filter((taskId) => !confirmed.has(taskId));
    expect(openBatches).not.toHaveLength(0);

    const next = await until('a pull by another worker', () => pullAfter(killedAt + LAST_WORDS_MS), 2 * TAKEOVER_MS);
    expect(next.receivedAt - killedAt).toBeLessThan(TAKEOVER_MS);
    expect(others.map(({ pid }) => pid)).toContain((await deployment.pump())?.pid);

    clearInterval(load);
    await until('all confirmed', () => deployment.emulator.stats().confirmed === taskIds.length, 60_000);
    await until('all handled', () => includesAll(deployment.tasksThat('ended'), taskIds), 60_000);
    // What had become a batch was confirmed by the other worker in time.
    const delivered = deployment.tasksIn('delivered').filter((taskId) => openBatches.includes(taskId));
    expect(delivered.sort()).toEqual([...new Set(openBatches)].sort());
  }, 180_000);

  function pullAfter(at: number): CallEntry | undefined {
    return deployment.pulls().find(({ receivedAt }) => receivedAt > at);
  }
});

function includesAll(found: string[], all: string[]): boolean {
  const set = new Set(found);
  return all.every((taskId) => set.has(taskId));
}
