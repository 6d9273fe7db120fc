import { join } from 'node:path';
import { DEADLINE_MARGIN_MS, WINDOW_MS } from '../../src/core/defaults';
import { Deployment } from '../support/processes';
import { until } from '../support/system';

const SKEWED_CLOCK = join(__dirname, '../chaos/skewed-clock.cjs');
/** By which the clock of the worker that pulls is fast. */
const FAST_MS = 5_000;
const LONGEST_MS = WINDOW_MS - DEADLINE_MARGIN_MS;

/** Promise 3. What is left of a window is told in workflow time, which stands still while a workflow is replayed. */
it('no confirm begins after its deadline when a worker dies over it and another, of another clock, goes on', async () => {
  const deployment = await Deployment.start();
  const { emulator, client } = deployment;
  emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InternalError' }, times: 10_000 });
  const env = { NODE_OPTIONS: `--require ${SKEWED_CLOCK}`, VOD_EVENTS_CHAOS_SKEW_MS: `${FAST_MS}` };
  const dying = await deployment.startWorker({ env });
  deployment.enqueue(1);
  const [delivered] = await until('a delivery', () => {
    const deliveries = emulator.journal.of('delivered');
    return deliveries.length > 0 && deliveries;
  });
  const query = `TaskQueue = '${deployment.taskQueue}' AND WorkflowType = 'vodEventBatch'`;
  // Its first task is over, and in it the confirm was asked for.
  const batch = await until('a marker in the history of the batch', async () => {
    for await (const { workflowId } of client.workflow.list({ query })) {
      const handle = client.workflow.getHandle(workflowId);
      const { events = [] } = await handle.fetchHistory();
      if (events?.some(({ markerRecordedEventAttributes }) => markerRecordedEventAttributes)) return handle;
    }
    return undefined;
  });
  const next = await deployment.startWorker();
  await dying.kill('SIGKILL');

  const calls = () =>
    emulator.journal.of('call').filter(({ eventHandles }) => eventHandles.includes(delivered?.handle ?? ''));
  const before = calls().length;
  await until('a confirm by the other worker', () => calls().length > before, 60_000);
  await batch.result();
  for (const { api, receivedAt } of calls())
    if (api === 'ConfirmEvents') expect(receivedAt - (delivered?.at ?? 0)).toBeLessThanOrEqual(LONGEST_MS);
  expect(next.running).toBe(true);
}, 120_000);
