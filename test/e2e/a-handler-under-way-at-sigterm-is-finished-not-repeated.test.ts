import { Deployment, type CliProcess } from '../support/processes';
import { until } from '../support/system';

/** Promises 7 and 9: a handler that is running when its worker is told to stop ends there, within the grace time; nobody starts it again. */
describe('a handler that is running at SIGTERM', () => {
  const EVENTS = 6;
  let deployment: Deployment;
  let workers: CliProcess[];

  beforeEach(async () => {
    // Short polls: a long one under way would prolong the drain and so hide a worker that leaves too early.
    deployment = await Deployment.start({ holdMs: 200 });
    const env = { VOD_EVENTS_QUICK_BUDGET: '1s' };
    workers = await Promise.all([deployment.startWorker({ env }), deployment.startWorker({ env })]);
  });

  async function endsWhereItBegan(whenToStop: () => boolean | Promise<boolean>): Promise<void> {
    const taskIds = deployment.enqueue(EVENTS, { WorkMs: 4_000 });
    const { pulling } = await deployment.byRole(workers);
    await until('the moment to stop', whenToStop);
    expect(await pulling.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    await until('their workflows closed', async () => {
      return (
        deployment.tasksThat('ended').length >= EVENTS && (await deployment.openWorkflows('vodEvent')).length === 0
      );
    });
    expect(deployment.tasksThat('began').sort()).toEqual([...taskIds].sort());
    expect(new Set(deployment.handlerSteps().map(({ pid }) => pid))).toEqual(new Set([pulling.pid]));
    expect(deployment.emulator.stats()).toMatchObject({ confirmed: EVENTS, redelivered: 0 });
  }

  it('ends there when its batch still waits for it', async () => {
    await endsWhereItBegan(() => deployment.tasksThat('began').length === EVENTS);
  });

  it('ends there when its event is owned already', async () => {
    await endsWhereItBegan(async () => {
      const ids = await deployment.openWorkflows('vodEvent');
      const adopters = await Promise.all(ids.map((id) => deployment.pendingActivity(id, 'handleEvent')));
      return adopters.filter((adopter) => adopter !== undefined).length === EVENTS;
    });
  });
});
