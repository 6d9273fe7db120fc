import type { WorkflowHandle } from '@temporalio/client';
import { EVENT_WORKFLOW, eventId, type EventInput, type EventResult, type EventState } from '../../src/core/contract';
import { until, type System } from './system';

export type EventHandle = WorkflowHandle<(input: EventInput) => Promise<EventResult>>;

/** An event of the type that the tests' handlers fail for. */
export const poison = (TaskId: string) => ({ EventType: 'PullComplete', PullCompleteEvent: { TaskId } });

/** Gives an event a workflow of its own, as a batch would. */
export function own(system: System, key: string, event: object = poison(key)): Promise<EventHandle> {
  const { client, source, taskQueue } = system;
  return client.workflow.start(EVENT_WORKFLOW, {
    taskQueue,
    workflowId: eventId(source, key),
    args: [{ version: 1, source, key, event }],
  });
}

export const stateOf = (handle: EventHandle): Promise<EventState> => handle.query<EventState>('state');

/** Waits until it is parked, later than `after`. */
export function untilParked(handle: EventHandle, after = 0): Promise<EventState> {
  return until('parked', async () => {
    const state = await stateOf(handle);
    return state.state === 'parked' && state.since > after && state;
  });
}

/** Owns an event and waits until it is parked. */
export async function park(system: System, key: string, event?: object): Promise<EventHandle> {
  const handle = await own(system, key, event);
  await untilParked(handle);
  return handle;
}

/** Waits until a signal that was sent has been refused, and says why. */
export function untilRefused(handle: EventHandle, after = 0): Promise<NonNullable<EventState['refused']>> {
  return until('a signal refused', async () => {
    const { refused } = await stateOf(handle);
    return refused !== undefined && refused.at > after && refused;
  });
}
