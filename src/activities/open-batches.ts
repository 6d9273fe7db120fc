/**
 * The batches a pump has started and that are not closed yet: starts them, counts them, and learns from their results.
 */
import { createHash } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { callWithin } from '../call-within';
import { startOptionsOf } from '../client/submit';
import { excessBytes } from '../codec/excess-bytes';
import { jsonBytes } from '../codec/json-bytes';
import { weightOf, weightWith, type Admission } from '../core/admission';
import { backoffMs } from '../core/backoff';
import { BATCH_WORKFLOW, batchId, type BatchInput, type BatchResult } from '../core/contract';
import { MAX_BATCH_BYTES, WINDOW_MS } from '../core/defaults';
import { shownEventType } from '../core/event-type';
import { handleOf } from '../core/handle';
import { countBy } from '../core/happenings/definition';
import type { Observe } from '../core/observe';
import { splitBySize } from '../core/split';
import { deadlineOf } from '../core/window';
import { isFinal, messageOf } from '../grpc';
import { knownBefore, knownOf, learnFrom, type KnowledgeOf } from './known-deliveries';
import type { Turn } from './pump-loop';
import type { PullSpans } from './pull-spans';
import type { Beginnings } from './beginnings';
import { TooLargeEvents } from './too-large';
import { pause, withinMs } from '../waiting';

export interface OpenBatchesDeps {
  client: Client;
  taskQueue: string;
  /** Of the source. */
  name: string;
  source: KnowledgeOf;
  observe: Observe;
  admission: Admission;
  beginnings: Beginnings;
  /** Open batches at which it stops at the latest. */
  maximum: number;
  spans: PullSpans;
  /** Temporal chooses the version that a batch goes to; started eagerly it would stay with ours, which may be neither current nor ramping. */
  versioned?: boolean;
}

/** Totals over all batches, as the pump reports them. */
export type BatchTotals = Record<
  'batches' | 'done' | 'owned' | 'left' | 'confirmed' | 'unconfirmed' | 'redelivered' | 'tooLarge',
  number
>;

interface Seen {
  bytes: number;
  weight: number;
  isBacklog: boolean;
}

type Batch = (input: BatchInput) => Promise<BatchResult>;

export class OpenBatches {
  private readonly open = new Set<Promise<void>>();
  /** Of all open ones together. */
  private weight = 0;
  private change = deferred();
  private readonly tooLarge: TooLargeEvents;

  constructor(
    private readonly deps: OpenBatchesDeps,
    readonly totals: BatchTotals,
  ) {
    this.tooLarge = new TooLargeEvents(deps);
  }

  get size(): number {
    return this.open.size;
  }

  /** Starts what one turn brought: one batch, or several when it is too large for one. */
  give({ pulledAt, events, isBacklog }: Turn): void {
    const sizes = new Map(events.map((event) => [event, jsonBytes(event)]));
    const writable = events.filter((event) => sizes.get(event) !== undefined);
    if (writable.length < events.length) {
      const unwritable = events.length - writable.length;
      this.deps.observe('batch:events:unwritable', { source: this.deps.name, events: unwritable });
      this.totals.left += unwritable;
    }
    for (const piece of splitBySize(writable, (event) => sizes.get(event) ?? 0, MAX_BATCH_BYTES)) {
      const bytes = piece.reduce((total, event) => total + (sizes.get(event) ?? 0), 0);
      const { name, source } = this.deps;
      const input: BatchInput = { version: 1, source: name, pulledAt, events: piece, ...knownOf(source, piece) };
      const types = countBy(piece, shownEventType);
      this.deps.observe('pull:turn:taken', { source: name, types, redelivered: knownBefore(source, input), bytes });
      const weight = weightOf(piece.length);
      this.weight += weight;
      const batch = this.see(input, { bytes, weight, isBacklog }).finally(() => {
        this.open.delete(batch);
        this.weight -= weight;
        this.tellChange();
      });
      this.open.add(batch);
    }
    // Even if nothing could be opened: what was given is not pending any more.
    this.tellChange();
  }

  /** Whether more may be pulled beside what is open and what pulls under way may bring. */
  admits(pending: number, isBacklog: boolean): boolean {
    const { size } = this.open;
    // Weights that were added and taken away again need not come to nothing.
    const open = size === 0 ? 0 : this.weight;
    return (
      size < this.deps.maximum && this.deps.admission.admits(weightWith(open, pending, isBacklog), performance.now())
    );
  }

  /** Resolves when something has been given, or a batch has closed. */
  changed(): Promise<void> {
    return this.change.promise;
  }

  private tellChange(): void {
    this.change.resolve();
    this.change = deferred();
  }

  async idle(): Promise<void> {
    while (this.open.size > 0) await Promise.all(this.open);
  }

  /** Sees one batch through. Never throws: whatever goes wrong, VOD delivers its events again. */
  private async see(untraced: BatchInput, { bytes, weight, isBacklog }: Seen): Promise<void> {
    const { observe, name: source, spans, beginnings } = this.deps;
    const workflowId = batchId(source, `${untraced.pulledAt}-${fingerprint(untraced)}`);
    const span = spans.batch(untraced.events);
    const { traceparent } = span;
    const input = { ...untraced, ...(traceparent !== undefined && { traceparent }) };
    let batch: string | undefined;
    try {
      if (bytes > MAX_BATCH_BYTES && (await this.leftForItsSize(input))) return span.fail('EventTooLarge');
      beginnings.expect(workflowId);
      const handle = await span.within(() => this.start(workflowId, input));
      if (!handle) return span.fail('NotStarted');
      batch = handle.workflowId;
      observe('batch:start:ok', { source, batch, events: input.events.length, bytes });
      const result = await this.resultInTime(handle, input);
      const tookMs = Date.now() - input.pulledAt;
      const begunAt = beginnings.take(workflowId);
      // What is not pulled as fast as may be is not what keeps a worker busy.
      const begunMs = begunAt === undefined || !isBacklog ? undefined : begunAt - input.pulledAt;
      this.deps.admission.closed({ tookMs, begunMs, weight }, performance.now());
      if (!result) return span.fail('StillOpen');
      const { done, owned, left, confirmed } = result;
      span.end({ done, owned, left, confirmed });
      learnFrom(this.deps.source, input, result);
      this.count(result, input.confirmOnly?.length ?? 0);
    } catch (error) {
      span.fail('BatchFailed');
      observe('batch:run:failed', { source, batch, events: input.events.length, error: messageOf(error) });
    } finally {
      beginnings.take(workflowId);
    }
  }

  /** Pieces above the limit are single events: how large one is for Temporal shows only when it is encoded. */
  private async leftForItsSize(input: BatchInput): Promise<boolean> {
    const bytes = await excessBytes(this.deps.client, input);
    if (bytes === undefined) return false;
    this.totals.left++;
    this.totals.tooLarge++;
    this.tooLarge.report(input.events[0], bytes);
    return true;
  }

  /** A batch that is open after its window holds nothing up: what it did not confirm comes again, and a stuck one must not stop the pump. */
  private async resultInTime(handle: WorkflowHandle<Batch>, input: BatchInput): Promise<BatchResult | undefined> {
    const endsAt = input.pulledAt + WINDOW_MS;
    // Without a deadline: in the last second before it the server answers each long poll at once, and the client asks hundreds of times.
    const result = handle.result();
    result.catch(() => {});
    const closed = await withinMs(result, endsAt - Date.now());
    if (!closed) this.deps.observe('batch:run:overdue', { source: input.source, batch: handle.workflowId });
    return closed;
  }

  private count(result: BatchResult, redelivered: number): void {
    const { totals } = this;
    totals.batches++;
    totals.redelivered += redelivered;
    totals.unconfirmed += result.unconfirmed.length;
    for (const what of ['done', 'owned', 'left', 'confirmed'] as const) totals[what] += result[what];
  }

  /** Starts a batch, trying until its window has passed: a batch that begins later has nothing left to confirm. */
  private async start(workflowId: string, input: BatchInput): Promise<WorkflowHandle<Batch> | undefined> {
    const { client, taskQueue, name: source, observe, versioned = false } = this.deps;
    const deadline = deadlineOf(input.pulledAt);
    for (let failures = 1; ; failures++) {
      try {
        return await callWithin(client, deadline - Date.now(), () =>
          client.workflow.start<Batch>(BATCH_WORKFLOW, {
            ...startOptionsOf({ workflowId, input }),
            taskQueue,
            workflowIdReusePolicy: 'REJECT_DUPLICATE',
            requestEagerStart: !versioned,
          }),
        );
      } catch (error) {
        // An attempt whose answer was lost.
        if (error instanceof WorkflowExecutionAlreadyStartedError) return client.workflow.getHandle<Batch>(workflowId);
        const pauseMs = backoffMs(failures, { initialMs: 200, maximumMs: 3_000 }, Math.random());
        if (isFinal(error) || Date.now() + pauseMs >= deadline) {
          this.totals.left += input.events.length;
          const facts = { source, batch: workflowId, error: messageOf(error) };
          observe('batch:start:failed', { ...facts, events: input.events.length, types: typesOf(input) });
          return undefined;
        }
        observe('batch:start:retried', { source, batch: workflowId, error: messageOf(error) });
        await pause(pauseMs);
      }
    }
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** Short and the same for the same deliveries, so that a start whose answer was lost is not made twice. */
function fingerprint(input: BatchInput): string {
  return createHash('sha256')
    .update(JSON.stringify(input.events.map(handleOf)))
    .digest('hex')
    .slice(0, 12);
}

function typesOf(input: BatchInput): string[] {
  return [...new Set(input.events.map(shownEventType))];
}
