import type { WorkflowHandle } from '@temporalio/client';
import { isCodecError } from '../codec/errors';
import { UnreadablePollerError } from './errors';

/**
 * Reads what the poller was started with. A worker without its key would only fail task after task of it, and could not tell why.
 * @throws UnreadablePollerError, or whatever the call to Temporal throws
 */
export async function assertReadable(poller: WorkflowHandle): Promise<void> {
  try {
    // Reads the memo.
    const { staticSummary } = await poller.describe();
    // For pollers that were started by somebody else, without the memo.
    await staticSummary();
  } catch (error) {
    throw isCodecError(error) ? new UnreadablePollerError(poller.workflowId, error) : error;
  }
}
