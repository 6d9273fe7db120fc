import type { temporal } from '@temporalio/proto';

/** `temporal.api.enums.v1.PendingActivityState`, whose values the client does not export. */
const STARTED = 2;

/** Whether a worker has it, as far as the server knows. Otherwise it waits for one, or for its next try. */
export function isWithWorker({ state }: temporal.api.workflow.v1.IPendingActivityInfo): boolean {
  return state?.valueOf() === STARTED;
}
