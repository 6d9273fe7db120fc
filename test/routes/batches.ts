import { randomUUID } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { BATCH_WORKFLOW, batchId, eventId, type BatchInput, type BatchResult } from '../../src/core/contract';
import { contentKey } from '../../src/vod/event-key';
import type { EventHandle } from '../support/parked';
import type { System } from '../support/system';

/** Gives events to a batch, as another service would, and waits for its end. */
export function batch(system: System, events: object[], more: Partial<BatchInput> = {}): Promise<BatchResult> {
  const { client, source, taskQueue } = system;
  return client.workflow.execute<(input: object) => Promise<BatchResult>>(BATCH_WORKFLOW, {
    taskQueue,
    workflowId: batchId(source, randomUUID()),
    args: [{ version: 1, source, pulledAt: Date.now(), events, ...more }],
  });
}

/** The workflow that owns an event, which has a TaskId. */
export function ownerOf({ client, source }: System, event: object): EventHandle {
  return client.workflow.getHandle(eventId(source, contentKey(event)));
}

/** What a workflow was started with. */
export async function startInput({ client }: System, workflowId: string): Promise<unknown[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return decoded(events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads);
}

/** The signals a workflow was sent, in their order. */
export async function signalsOf({ client }: System, workflowId: string): Promise<{ name: string; args: unknown[] }[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const signals = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) =>
    signal ? [signal] : [],
  );
  return signals.map(({ signalName, input }) => ({ name: signalName ?? '', args: decoded(input?.payloads) }));
}

function decoded(payloads: Payload[] | null | undefined): unknown[] {
  return (payloads ?? []).map((payload) => defaultPayloadConverter.fromPayload(payload));
}
