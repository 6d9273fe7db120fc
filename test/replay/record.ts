/**
 * Records the histories that stored-histories-replay.test.ts replays: one of every shape in shapes.ts, made on a real server with the code of
 * today. Run it once per release; it writes into a folder of the version's name, and never over what is there:
 *
 *   TEMPORAL_ADDRESS=127.0.0.1:7233 node --import tsx test/replay/record.ts
 */
import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { pollerId, type EventState, type PollerStatus } from '../../src/core/contract';
import { park } from '../support/parked';
import { startSystem, until, type System } from '../support/system';
import { recordContinued } from './record-continued';
import { recordElsewhere } from './record-elsewhere';
import { save } from './save';
import type { Shape } from './shapes';

const clip = (TaskId: string) => ({ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId } });
const slow = (TaskId: string) => ({ EventType: 'SplitMediaComplete', SplitMediaCompleteEvent: { TaskId } });
const poison = (TaskId: string) => ({ EventType: 'PullComplete', PullCompleteEvent: { TaskId } });

async function main(): Promise<void> {
  let mended = false;
  const system = await startSystem({
    quickBudgetMs: 300,
    routes: {
      ClipComplete: () => {},
      SplitMediaComplete: () => new Promise<void>((resolve) => setTimeout(resolve, 2_000)),
      PullComplete: {
        handler: () => (mended ? undefined : Promise.reject(new Error('no'))),
        retry: { maximumAttempts: 5, initialInterval: 50 },
      },
      ConcatComplete: () => new Promise<void>(() => {}),
    },
  });
  try {
    await recordBatches(system);
    await recordEvents(system, () => (mended = !mended));
    await recordPoller(system);
    await recordStartedPaused(system);
  } finally {
    await system.stop();
  }
  await recordOverdue();
  await recordElsewhere();
  await recordContinued();
}

async function recordBatches(system: System): Promise<void> {
  const poller = system.client.workflow.getHandle(pollerId(system.source));
  await poller.signal('pause');
  await until(
    'paused',
    async () =>
      (await poller.query<PollerStatus>('status')).state === 'paused' && system.emulator.stats().heldPulls === 0,
  );
  const batch = async (events: object[], pulledAt = Date.now()): Promise<WorkflowHandle> => {
    system.emulator.enqueue(events);
    return system.client.workflow.start('vodEventBatch', {
      taskQueue: system.taskQueue,
      workflowId: `vod-batch/${system.source}/${randomUUID()}`,
      args: [{ version: 1, source: system.source, pulledAt, events: await system.pull() }],
    });
  };
  const done = async (name: Shape, handle: WorkflowHandle): Promise<void> => {
    await handle.result().catch(() => {});
    await save(name, handle);
  };
  await done('batch-all-done', await batch([clip('1'), clip('2')]));
  await done('batch-mixed', await batch([clip('3'), slow('4'), poison('5'), { EventType: 'Nameless' }]));
  await done('batch-late', await batch([clip('6')], Date.now() - 29_000));
  await done('batch-late-but-in-time', await batch([clip('7')], Date.now() - 12_000));
  system.emulator.fault({ api: 'ConfirmEvents', times: 2, kind: { error: 'InternalError' } });
  await done('batch-confirm-retried', await batch([clip('8')]));
  system.emulator.fault({ api: 'ConfirmEvents', times: 1, kind: { error: 'UnauthorizedOperation' } });
  await done('batch-confirmed-elsewhere', await batch([clip('9')]));
  system.emulator.fault({ api: 'ConfirmEvents', times: Infinity, kind: { error: 'InternalError' } });
  await done('batch-unconfirmed', await batch([clip('10')], Date.now() - 24_000));
  system.emulator.clearFaults();
  const cancelled = await batch([clip('11'), { EventType: 'ConcatComplete', ConcatCompleteEvent: { TaskId: '12' } }]);
  await cancelled.cancel();
  await done('batch-cancelled', cancelled);
  const wrong = { taskQueue: system.taskQueue, workflowId: randomUUID(), args: [{ version: 0 }] };
  await done('batch-invalid-input', await system.client.workflow.start('vodEventBatch', wrong));
}

async function recordEvents(system: System, toggle: () => void): Promise<void> {
  const start = (key: string, event: object, more: object = {}): Promise<WorkflowHandle> =>
    system.client.workflow.start('vodEvent', {
      taskQueue: system.taskQueue,
      workflowId: `vod-event/${system.source}/${key}`,
      args: [{ version: 1, source: system.source, key, event, ...more }],
    });
  const parked = (handle: WorkflowHandle): Promise<boolean> =>
    until('parked', async () => (await handle.query<EventState>('state')).state === 'parked');

  const simple = await start('done', clip('20'));
  await simple.result();
  await save('event-done', simple);

  const discarded = await start('discarded', poison('21'));
  await parked(discarded);
  await save('event-parked', discarded);
  await discarded.signal('discard');
  await discarded.result();
  await save('event-discarded', discarded);

  const retried = await start('retried', poison('22'));
  await parked(retried);
  toggle();
  await retried.signal('retry');
  await retried.result();
  toggle();
  await save('event-retried-by-signal', retried);

  const failing = await start('failing', poison('23'), { tries: 1 });
  await until('one more try', async () =>
    (await failing.describe()).raw.pendingActivities?.some(({ attempt }) => (attempt ?? 0) > 1),
  );
  toggle();
  await failing.result();
  toggle();
  await save('event-retried', failing);

  const dropped = await start('dropped', { EventType: 'ConcatComplete', ConcatCompleteEvent: { TaskId: '24' } });
  await until('handling', async () => (await dropped.describe()).raw.pendingActivities?.length === 1);
  await dropped.signal('discard');
  await dropped.result();
  await save('event-discarded-while-handling', dropped);

  const homeless = await start('homeless', clip('25'), { home: `${system.taskQueue}/home/nobody` });
  await homeless.result();
  await save('event-nobody-at-home', homeless);

  const changed = await start('changed', poison('26'));
  await parked(changed);
  await changed.signal('retry', { event: poison('26'), more: true });
  await changed.signal('retry', { event: clip('27') });
  await changed.result();
  await save('event-retried-with-a-changed-event', changed);

  const reasoned = await start('reasoned', poison('28'));
  await parked(reasoned);
  await reasoned.signal('discard', { reason: 'recorded' });
  await reasoned.result();
  await save('event-discarded-with-a-reason', reasoned);

  const query = `TaskQueue = '${system.taskQueue}' AND WorkflowType = 'vodEvent' AND ExecutionStatus = 'Completed'`;
  for await (const { workflowId } of system.client.workflow.list({ query })) {
    const handle = system.client.workflow.getHandle(workflowId);
    if (JSON.stringify(historyToJSON(await handle.fetchHistory())).includes('/home/here'))
      await save('event-adopted', handle);
  }
}

/** With workers that report what stays parked. */
async function recordOverdue(): Promise<void> {
  const handler = (): Promise<void> => Promise.reject(new Error('no'));
  const routes = { PullComplete: { handler, retry: { maximumAttempts: 1 } } };
  const system = await startSystem({ poll: false, parkedReportAfterMs: 1_000, routes });
  const overdue = (handle: WorkflowHandle, after = 0): Promise<number | false> =>
    until('overdue', async () => {
      const { overdue, since } = await handle.query<EventState>('state');
      return overdue && since > after && since;
    });
  try {
    const handle = await park(system, 'overdue');
    const since = await overdue(handle);
    await save('event-overdue', handle);
    await handle.signal('retry');
    await overdue(handle, Number(since));
    await handle.signal('discard');
    await handle.result();
    await save('event-overdue-again-and-discarded', handle);
    const inTime = await park(system, 'in-time');
    await inTime.signal('discard');
    await inTime.result();
    await save('event-discarded-before-overdue', inTime);
    await recordLongHistory(system);
  } finally {
    await system.stop();
  }
}

/** A parked event that goes on in a new run: what the first run ends with, and what the next begins with. */
async function recordLongHistory(system: System): Promise<void> {
  const handle = await park(system, 'long');
  const { runId } = await handle.describe();
  await until(
    'a new run',
    async () => {
      for (let signals = 0; signals < 10; signals++) await handle.signal('retry', 'wrong');
      return (await handle.describe()).runId !== runId;
    },
    120_000,
  );
  const next = system.client.workflow.getHandle(handle.workflowId);
  await next.signal('discard');
  await next.result();
  await save('event-carried-on', next);
}

async function recordPoller(system: System): Promise<void> {
  const poller = system.client.workflow.getHandle(pollerId(system.source));
  const state = async (): Promise<string> => (await poller.query<PollerStatus>('status')).state;
  await save('poller-paused', poller);
  const fault = system.emulator.fault({ api: 'PullEvents', times: 1, kind: { error: 'AuthFailure.SecretIdNotFound' } });
  await poller.signal('resume');
  await until('halted', async () => (await state()) === 'halted');
  await save('poller-halted', poller);
  fault.clear();
  await poller.signal('resume');
  await until('running', async () => (await state()) === 'running');
  await save('poller-recovered', poller);
  await poller.cancel();
  await poller.result().catch(() => {});
  await save('poller-cancelled', poller);
}

async function recordStartedPaused(system: System): Promise<void> {
  const poller = await system.client.workflow.start('vodEventPoller', {
    taskQueue: system.taskQueue,
    workflowId: `vod-poller/${system.source}-paused`,
    args: [{ version: 1, source: system.source, paused: true }],
  });
  const inState = (wanted: string): Promise<boolean> =>
    until(wanted, async () => (await poller.query<PollerStatus>('status')).state === wanted);
  await inState('paused');
  await poller.signal('resume');
  await inState('running');
  await save('poller-started-paused', poller);
  await poller.cancel();
  await poller.result().catch(() => {});
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
