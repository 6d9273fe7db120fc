/**
 * The batch of one event that VOD has posted.
 *
 * VOD repeats a callback that it saw no answer to, and may have been heard. The batch's id is made from the event's key, so that a repeat
 * starts nothing. What an equal event is follows the rules of the event key: with a TaskId it is the same event. Without one it may be a second
 * event that means it (a file restored once more, a cast that changes to and fro), so what goes into the key is what VOD repeats with the
 * callback, the T of its signature: the same T is a repeat. Without a signature there is nothing to tell, and each is an event of its own: when
 * in doubt it is processed twice rather than not at all.
 *
 * A batch that was not completed, because somebody terminated it or it failed, is no reason to send a repeat away.
 */
import { randomUUID } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { callWithin } from '../call-within';
import { startOptionsOf } from '../client/submit';
import { excessBytes } from '../codec/excess-bytes';
import { BATCH_WORKFLOW, batchId, type BatchInput } from '../core/contract';
import { INGRESS_START_TIMEOUT_MS } from '../core/defaults';
import { eventKey } from '../vod/event-key';
import type { Callback } from './callback';
import { Refusal } from './refusals';

export interface StartBatchDeps {
  client: Client;
  source: string;
  taskQueue: string;
}

/**
 * Resolves, with the id of the batch, once Temporal has it: accepted now, or by an earlier call of the same callback.
 * @throws Refusal `temporal-unavailable` when it has not, or may not have, and `too-large-for-temporal`
 */
export async function startBatch(deps: StartBatchDeps, { event, delivery }: Callback): Promise<string> {
  const { client, source, taskQueue } = deps;
  const workflowId = batchId(source, `push-${eventKey(event, delivery ?? randomUUID())}`);
  const input: BatchInput = { version: 1, source, pulledAt: Date.now(), events: [event] };
  if ((await excessBytes(client, input)) !== undefined) throw new Refusal('too-large-for-temporal');
  try {
    await callWithin(client, INGRESS_START_TIMEOUT_MS, () =>
      client.workflow.start(BATCH_WORKFLOW, { taskQueue, ...startOptionsOf({ workflowId, input }) }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) {
      throw new Refusal('temporal-unavailable', { cause: error });
    }
  }
  return workflowId;
}
