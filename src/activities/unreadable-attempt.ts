import { activityInfo } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { isCodecErrorType } from '../codec/errors';
import { UNKNOWN_SOURCE } from './failures';

/**
 * Whether the attempt before this one ended because its worker could not read what the activity was given, for want of an encryption key, or
 * does not serve its source. Temporal counts such an attempt, but no handler was run.
 */
export async function lastAttemptWasUnreadable(client: Client): Promise<boolean> {
  const { workflowExecution, activityId } = activityInfo();
  if (!workflowExecution) return false;
  const { raw } = await client.workflow.getHandle(workflowExecution.workflowId, workflowExecution.runId).describe();
  const pending = raw.pendingActivities?.find((activity) => activity.activityId === activityId);
  const type = pending?.lastFailure?.applicationFailureInfo?.type;
  return isCodecErrorType(type) || type === UNKNOWN_SOURCE;
}
