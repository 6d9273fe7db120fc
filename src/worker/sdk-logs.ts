/**
 * The SDK logs whole tasks with their payloads at the level trace, and one that failed at any level; what it logs of a failure quotes whatever
 * failed: a handler's own message, the text that was no JSON. Logs are read by more people than events are, so tasks stay out of them, and of
 * a failure only its type goes there, and its message where that is ours. The rest is in Temporal, encrypted when there are keys.
 */
import type { LogMetadata } from '@temporalio/common';
import { isCodecErrorType } from '../codec/errors';
import { identityOf, sourceOfBatch, sourceOfPoller } from '../core/contract';
import { FAILURE_TYPES } from '../core/error-table';

/** Types of failures whose messages are written here and quote nothing, and the SDK's own for workflow code that does not fit its history. */
const OUR_MESSAGES = new Set<string>([
  ...Object.values(FAILURE_TYPES),
  'ConfirmInterrupted',
  'DeterminismViolationError',
  'HandOverFailed',
  'InvalidInput',
  'PumpReleased',
  'UnknownSource',
  'WindowPassed',
]);

/** Fields that hold whole tasks, failures and completions as texts. */
const UNFIT = new Set(['task', 'taskEncoded', 'failure', 'completion']);

/** The text of a line of the SDK, which may end with an error's message. */
export function fitMessage(message: string): string {
  return message.replace(/^(Error while processing ActivityTask\.start):.*/s, '$1');
}

/** The fields of a line of the SDK that are names and numbers. What has parts is a task, or the options of a worker. */
export function fitMeta(meta: LogMetadata | undefined): LogMetadata | undefined {
  if (!meta) return meta;
  const fit: LogMetadata = {};
  // Its time is under a symbol.
  for (const field of Reflect.ownKeys(meta)) {
    const value: unknown = meta[field];
    if (typeof value !== 'object' && !UNFIT.has(String(field))) fit[field] = value;
  }
  // Under the names that our own lines have.
  Object.assign(fit, namesIn(meta.workflowId));
  const error: unknown = meta.error;
  // The core's are texts about connections and calls: it never sees an error of ours.
  if (typeof error === 'object' && error !== null) fit.error = described(error, meta.activityType);
  return fit;
}

/** What the id of a workflow of ours says of the source, the event or the batch. */
function namesIn(workflowId: unknown): { source?: string; key?: string; batch?: string } {
  if (typeof workflowId !== 'string') return {};
  const source = sourceOfPoller(workflowId) ?? sourceOfBatch(workflowId);
  if (source === undefined) return identityOf(workflowId) ?? {};
  return { source, ...(sourceOfBatch(workflowId) !== undefined && { batch: workflowId }) };
}

/** Not by its class: errors of workflow code come from another realm. */
function described(error: { type?: unknown; name?: unknown; message?: unknown }, activityType: unknown): object {
  const { type = error.name } = error;
  if (typeof type !== 'string') return { type: 'Error' };
  // A handler's failure may have any type, those above included.
  const isOurs = isCodecErrorType(type) || (OUR_MESSAGES.has(type) && activityType !== 'handleEvent');
  return { type, ...(isOurs && { message: error.message }) };
}
