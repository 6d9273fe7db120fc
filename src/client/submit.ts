/** Starts `vodEventBatch` for events that reached a program on its own way, as the pump does for what it pulled. */
import { createHash } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { stringify } from 'safe-stable-stringify';
import { excessBytes } from '../codec/excess-bytes';
import { jsonBytes } from '../codec/json-bytes';
import { BATCH_WORKFLOW, batchId, type BatchInput, type BatchResult } from '../core/contract';
import { BATCH_PRIORITY, MAX_BATCH_BYTES, MAX_EVENT_DEPTH, WORKFLOW_TASK_TIMEOUT_MS } from '../core/defaults';
import { shownEventType } from '../core/event-type';
import { InvalidInput, parseBatchInput } from '../core/input';
import { nestsDeeper } from '../core/nesting';
import { splitBySize } from '../core/split';
import type { RawEvent } from '../vod/api';
import { contentKey } from '../vod/event-key';
import { EventTooLargeError, NothingSubmittedError } from './errors';

export interface SubmitOptions {
  source: string;
  /** When the response that brought the events arrived, ms since 1970 by this machine's clock. The window counts from here. Default now. */
  pulledAt?: number | undefined;
  /**
   * Tells this set from another of the same content, such as the id of the message that brought it. Without one, equal sets are one set; that
   * is wrong for events that can repeat, such as `MediaCastStatusChanged` without an `EventHandle`.
   */
  id?: string | undefined;
}

type Batch = (input: BatchInput) => Promise<BatchResult>;

/** What a set of events became. */
export interface Submission {
  /** One batch, or several for a set that is too large for one. Their ids depend on source, id and content alone. */
  batches: WorkflowHandle<Batch>[];
  /** Nothing was started: this very set had been submitted before. */
  duplicate: boolean;
  /**
   * Resolves once all batches are closed, with their results taken together.
   * @throws WorkflowFailedError when one of them was cancelled or terminated
   */
  result(): Promise<BatchResult>;
}

/**
 * Starts one batch, or, when the events are too many for one, as few as the pump would. Submitting the same set again starts nothing, as long
 * as the namespace keeps the batch; one that failed or was terminated is started again.
 *
 * Returns once Temporal has the events, or throws and may be called again: whatever was started is found again.
 * @throws InvalidInput when source, events or time are not what the contract says, NothingSubmittedError for an empty set, EventTooLargeError
 * for an event that Temporal cannot take (nothing has been started then), and what Temporal's client throws.
 */
export async function submit(
  client: Client,
  taskQueue: string,
  eventSet: readonly object[],
  options: SubmitOptions,
): Promise<Submission> {
  const planned = await plannedBatches(client, eventSet, options);
  const batches: WorkflowHandle<Batch>[] = [];
  let started = 0;
  for (const plan of planned) {
    const batch = await startOnce(client, taskQueue, plan);
    if (batch) started++;
    batches.push(batch ?? client.workflow.getHandle<Batch>(plan.workflowId));
  }
  return {
    batches,
    duplicate: started === 0,
    result: async () => together(await Promise.all(batches.map((batch) => batch.result()))),
  };
}

/** One batch of a set, not started yet. */
export interface PlannedBatch {
  /** Depends on source, id and content alone. */
  workflowId: string;
  input: BatchInput;
}

/** What a set becomes, checked. Throws what {@link submit} throws before anything is started. */
export async function plannedBatches(
  client: Client,
  eventSet: readonly object[],
  { source, pulledAt = Date.now(), id }: SubmitOptions,
): Promise<PlannedBatch[]> {
  if (id !== undefined && typeof id !== 'string') throw new InvalidInput('"id" must be a string.');
  const input = parseBatchInput({ version: 1, source, pulledAt, events: asJson(eventSet) });
  if (input.events.length === 0) throw new NothingSubmittedError(source);
  const pieces = await piecesOf(client, input);
  const name = `submitted-${fingerprint([source, id ?? null, input.events])}`;
  return pieces.map((events, index) => ({
    workflowId: batchId(source, index === 0 ? name : `${name}-${index + 1}`),
    input: { ...input, events },
  }));
}

interface StartOptions {
  workflowId: string;
  workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY';
  args: [BatchInput];
  workflowTaskTimeout: number;
  priority: { priorityKey: number };
}

/** One that failed or was terminated is started again; another is there once. */
export function startOptionsOf({ workflowId, input }: PlannedBatch): StartOptions {
  return {
    workflowId,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    args: [{ ...input, ageMs: Math.max(0, Date.now() - input.pulledAt) }],
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
    priority: { priorityKey: BATCH_PRIORITY },
  };
}

/** As the server will see it: what a member's `toJSON` says, and nothing that JSON has no word for. */
function asJson(eventSet: unknown): unknown {
  // One level for the list. Before it is written as JSON, which overflows the stack on one that is nested without end.
  if (nestsDeeper(eventSet, MAX_EVENT_DEPTH + 1)) {
    throw new InvalidInput(`"events" must not be nested deeper than ${MAX_EVENT_DEPTH} levels.`);
  }
  try {
    return JSON.parse(JSON.stringify(eventSet) ?? 'null');
  } catch {
    throw new InvalidInput('"events" must be JSON: no BigInt, nothing that throws when it is read.');
  }
}

async function piecesOf(client: Client, input: BatchInput): Promise<RawEvent[][]> {
  const sizes = new Map(input.events.map((event) => [event, jsonBytes(event) ?? 0]));
  const sizeOf = (event: RawEvent): number => sizes.get(event) ?? 0;
  const pieces = splitBySize(input.events, sizeOf, MAX_BATCH_BYTES);
  for (const piece of pieces) {
    const [event] = piece;
    // Pieces above the limit are single events: how large one is for Temporal shows only when it is encoded.
    if (event === undefined || sizeOf(event) <= MAX_BATCH_BYTES) continue;
    const bytes = await excessBytes(client, { ...input, events: piece });
    if (bytes === undefined) continue;
    const index = input.events.indexOf(event);
    throw new EventTooLargeError(input.source, contentKey(event), shownEventType(event), index, bytes);
  }
  return pieces;
}

/** `undefined` when there is such a batch already. */
export async function startOnce(
  client: Client,
  taskQueue: string,
  plan: PlannedBatch,
): Promise<WorkflowHandle<Batch> | undefined> {
  try {
    return await client.workflow.start<Batch>(BATCH_WORKFLOW, { taskQueue, ...startOptionsOf(plan) });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}

/** Whatever the order of members. 128 bits: other content under the same id would be lost. */
function fingerprint(identity: unknown): string {
  const canonical = stringify(identity) ?? '';
  return createHash('sha256').update(canonical).digest('hex').slice(0, 32);
}

function together(results: readonly BatchResult[]): BatchResult {
  const sum = (what: 'done' | 'owned' | 'left' | 'confirmed'): number =>
    results.reduce((total, result) => total + result[what], 0);
  return {
    done: sum('done'),
    owned: sum('owned'),
    left: sum('left'),
    confirmed: sum('confirmed'),
    unconfirmed: results.flatMap(({ unconfirmed }) => unconfirmed),
    // There are such under the policy `processed` alone, which is not that of what is submitted.
    unfinished: [],
  };
}
