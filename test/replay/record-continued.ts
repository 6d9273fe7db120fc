import type { WorkflowHandle } from '@temporalio/client';
import { pollerId, type EventState, type PollerStatus } from '../../src/core/contract';
import { startForgetfulServer } from '../support/forgetful-server';
import { startSystem, until, type System } from '../support/system';
import { save } from './save';

/** Both runs of workflows that continue as new, on a server that suggests it early. */
export async function recordContinued(): Promise<void> {
  const server = await startForgetfulServer();
  let mended = false;
  const system = await startSystem({
    temporalAddress: server.address,
    routes: {
      PullComplete: {
        handler: () => (mended ? undefined : Promise.reject(new Error('no'))),
        retry: { maximumAttempts: 2, initialInterval: 20 },
      },
    },
  });
  try {
    await recordPoller(system);
    await recordEvent(system, () => (mended = true));
  } finally {
    await system.stop();
    await server.teardown();
  }
}

async function recordPoller({ client, emulator, source }: System): Promise<void> {
  const poller = client.workflow.getHandle(pollerId(source));
  const { runId: first } = await poller.describe();
  await until('pulling', () => emulator.stats().heldPulls > 0);
  await poller.signal('pause');
  const second = await nextRun(client, poller, first);
  await save('poller-paused-and-continued-as-new', client.workflow.getHandle(poller.workflowId, first));
  await poller.signal('resume');
  await until('running', async () => (await poller.query<PollerStatus>('status')).state === 'running');
  await save('poller-continued-as-new', client.workflow.getHandle(poller.workflowId, second));
}

async function recordEvent({ client, taskQueue, source }: System, mend: () => void): Promise<void> {
  const workflowId = `vod-event/${source}/continued`;
  const event = { EventType: 'PullComplete', PullCompleteEvent: { TaskId: '30' } };
  const args = [{ version: 1, source, key: 'continued', event }];
  const { firstExecutionRunId: first } = await client.workflow.start('vodEvent', { taskQueue, workflowId, args });
  const handle = client.workflow.getHandle(workflowId);
  await until('parked', async () => (await handle.query<EventState>('state')).state === 'parked');
  mend();
  await handle.signal('retry');
  await nextRun(client, handle, first);
  await handle.result();
  await save('event-parked-and-continued-as-new', client.workflow.getHandle(workflowId, first));
  await save('event-continued-as-new', handle);
}

function nextRun({ workflow }: System['client'], { workflowId }: WorkflowHandle, runId: string): Promise<string> {
  return until('another run', async () => {
    const { runId: now } = await workflow.getHandle(workflowId).describe();
    return now !== runId && now;
  });
}
