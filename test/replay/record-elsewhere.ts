import { EVENT_WORKFLOW, eventId, type EventState } from '../../src/core/contract';
import { startForeignWorker } from '../support/foreign-worker';
import { untilParked, type EventHandle } from '../support/parked';
import { startSystem, until } from '../support/system';
import { save } from './save';

/** Events whose route names an activity of another worker, and those that their handler has put off. */
export async function recordElsewhere(): Promise<void> {
  const taskQueue = `foreign-${process.pid}`;
  const system = await startSystem({
    poll: false,
    routes: {
      PullComplete: { activity: 'publish', taskQueue },
      ClipComplete: { activity: 'publish', taskQueue: 'nobody', startTimeout: 500 },
      ConcatComplete: { activity: 'publish', taskQueue: 'nobody' },
      SplitMediaComplete: () => {},
    },
  });
  const foreign = await startForeignWorker(taskQueue, { publish: () => ({ published: true }) });
  const { client, source } = system;
  const start = (EventType: string, more: object = {}): Promise<EventHandle> =>
    client.workflow.start(EVENT_WORKFLOW, {
      taskQueue: system.taskQueue,
      workflowId: eventId(source, EventType),
      args: [{ version: 1, source, key: EventType, event: { EventType }, ...more }],
    });
  try {
    const handled = await start('PullComplete');
    await handled.result();
    await save('event-handled-elsewhere', handled);

    const unattended = await start('ClipComplete');
    await untilParked(unattended);
    await save('event-parked-elsewhere', unattended);

    const discarded = await start('ConcatComplete');
    await until('it waits', async () => (await discarded.query<EventState>('state')).waitingFor);
    await discarded.signal('discard');
    await discarded.result();
    await save('event-discarded-while-elsewhere', discarded);

    const putOff = await start('SplitMediaComplete', { tries: 1, afterMs: 200 });
    await putOff.result();
    await save('event-put-off', putOff);
  } finally {
    await foreign.stop();
    await system.stop();
  }
}
