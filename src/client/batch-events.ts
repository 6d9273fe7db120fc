/** What a batch was given, read from the first event of its history: needs no worker. */
import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { isNotFound } from '../grpc';
import type { BatchInput } from '../core/contract';
import { shownEventType } from '../core/event-type';
import { handleOf } from '../core/handle';
import { parseBatchInput } from '../core/input';
import { deliveryAt, eventKey } from '../vod/event-key';
import { readEvent } from '../vod/read-event';
import type { AnyEvent } from './wanted';

/** One run of a workflow. */
export interface Run {
  workflowId: string;
  runId: string;
}

export interface EventInBatch {
  key: string;
  eventType: string;
  /** Where it stands in the batch. */
  index: number;
  hasHandle: boolean;
  /** As a handler gets it; missing when it is malformed. */
  readable?: AnyEvent;
}

export interface BatchEvents {
  source: string;
  /** ms since 1970 */
  pulledAt: number;
  events: EventInBatch[];
}

/** `undefined` when that is no batch, or has been removed. */
export async function eventsInBatch(client: Client, run: Run): Promise<BatchEvents | undefined> {
  const input = batchInputIn(await firstArgument(client, run));
  return input && { source: input.source, pulledAt: input.pulledAt, events: eventsOf(input, run) };
}

/** The argument that a run was started with; `undefined` when it has none, or has been removed. */
export async function firstArgument(client: Client, { workflowId, runId }: Run): Promise<unknown> {
  const { namespace, loadedDataConverter } = client.options;
  const first = await client.workflowService
    .getWorkflowExecutionHistory({ namespace, execution: { workflowId, runId }, maximumPageSize: 1 })
    .catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
  const started = first?.history?.events?.[0]?.workflowExecutionStartedEventAttributes;
  const [argument] = await decodeArrayFromPayloads(loadedDataConverter, started?.input?.payloads);
  return argument;
}

function batchInputIn(argument: unknown): BatchInput | undefined {
  try {
    return parseBatchInput(argument);
  } catch {
    return undefined;
  }
}

function eventsOf({ source, events }: BatchInput, run: Run): EventInBatch[] {
  return events.map((raw, index) => {
    const key = eventKey(raw, deliveryAt(index, raw, run));
    const event = readEvent(raw);
    const found = { key, eventType: shownEventType(raw), index, hasHandle: handleOf(raw) !== undefined };
    if (!event.ok) return found;
    return { ...found, readable: { key, type: event.type, payload: event.payload ?? {}, source } as AnyEvent };
  });
}
