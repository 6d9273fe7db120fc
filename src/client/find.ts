/**
 * Finds events by what an operator has in hand: the id of a task or of a file, or an event key. Nothing is indexed: every batch since some
 * moment is read, and every event that has a workflow, so it is for people who look for one event, not for programs that look for many.
 */
import type { Client } from '@temporalio/client';
import { BATCH_WORKFLOW, batchId, EVENT_WORKFLOW, eventId, identityOf, type Verdict } from '../core/contract';
import { CLOCK_SKEW_MS, FIND_LOOKBACK_MS } from '../core/defaults';
import { shownEventType } from '../core/event-type';
import { InvalidInput, parseEventInput } from '../core/input';
import { readEvent } from '../vod/read-event';
import { filesNamedBy } from '../vod/task-results';
import { eventsInBatch, firstArgument, type EventInBatch, type Run } from './batch-events';
import { batchOutcome } from './batch-outcome';
import { inLanes } from './in-lanes';
import { ownedView, type OwnedView } from './owned-view';
import { keptSince } from './retention';
import { isCodecError } from '../codec/errors';
import { listed, type Listed } from './listing';
import { checkedSource } from './source';

export interface FindOptions {
  /** Default: all sources. */
  source?: string | undefined;
  /** Batches that were started and workflows that were closed before are not looked at; ms since 1970. Default one hour before the call. */
  since?: number | undefined;
  /** Told after every workflow that was read. */
  onProgress?: ((soFar: FindProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface FindProgress {
  /** Workflows that were read, of so many. */
  read: number;
  total: number;
  /** Events found so far. */
  found: number;
}

/** What was found, and where it was looked for. */
export interface Findings {
  events: FoundEvent[];
  /** As far back as was looked: what was asked for, or what the namespace still keeps; ms since 1970. */
  since: number;
  batches: number;
  /** Events that have, or had, a workflow of their own. */
  workflows: number;
  /** Of both: what was written with an encryption key that this client does not have. The event may be there. */
  unreadable: number;
}

/** An event, told without its payload. */
export interface FoundEvent {
  source: string;
  key: string;
  eventType: string;
  /** What of it is the id that was looked for. */
  by: 'key' | 'taskId' | 'fileId';
  /** The batches that had it, oldest first: one for each delivery. */
  batches: BatchView[];
  /** The workflow that owns or owned it; missing when it never needed one. */
  owned?: OwnedView;
}

/** What became of an event in a batch. Times are ms since 1970. */
export interface BatchView extends Run {
  pulledAt: number;
  startedAt: number;
  /** In Temporal's words. */
  status: string;
  /** Missing while it is processed. */
  verdict?: Verdict;
  /** Missing while it is open, and when there was nothing to confirm: it came without a handle, or was left. */
  confirmed?: boolean;
}

/** Workflows read at once. */
const LANES = 10;

/**
 * All events with this TaskId, this FileId anywhere in their payload, or this key. Needs no worker.
 * @throws InvalidInput for wrong arguments, the signal's reason when it is aborted, and what Temporal's client and the codec throw.
 */
export async function find(client: Client, id: string, options: FindOptions = {}): Promise<Findings> {
  if (typeof id !== 'string' || id === '')
    throw new InvalidInput('The id to look for must be a text that is not empty.');
  const { signal } = options;
  signal?.throwIfAborted();
  const search = new Search(client, id, options);
  try {
    return await (signal ? client.withAbortSignal(signal, () => search.run()) : search.run());
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

class Search {
  private readonly found = new Map<string, FoundEvent>();
  private readonly asked: number;
  private readonly source: string | undefined;
  private readonly progress: FindProgress = { read: 0, total: 0, found: 0 };
  private unreadable = 0;

  constructor(
    private readonly client: Client,
    private readonly id: string,
    private readonly options: FindOptions,
  ) {
    this.asked = options.since ?? Date.now() - FIND_LOOKBACK_MS;
    if (Number.isNaN(new Date(this.asked).getTime()))
      throw new InvalidInput('"since" must be a time in ms since 1970.');
    this.source = options.source === undefined ? undefined : checkedSource(options.source);
  }

  async run(): Promise<Findings> {
    const since = Math.max(this.asked, await keptSince(this.client));
    const from = `'${new Date(since - CLOCK_SKEW_MS).toISOString()}'`;
    const batches = await this.list(BATCH_WORKFLOW, batchId, `StartTime >= ${from}`);
    const owned = await this.list(EVENT_WORKFLOW, eventId, `(ExecutionStatus = 'Running' OR CloseTime >= ${from})`);
    this.progress.total = batches.length + owned.length;
    await inLanes(batches, LANES, async (run) => this.read(() => this.lookInto(run)));
    await inLanes(owned, LANES, async (run) => this.read(() => this.lookAt(run)));
    const events = [...this.found.values()];
    await inLanes(events, LANES, (event) => this.tell(event));
    return { events, since, batches: batches.length, workflows: owned.length, unreadable: this.unreadable };
  }

  private async list(type: string, idOf: (source: string, rest: string) => string, when: string): Promise<Listed[]> {
    const ofSource = this.source === undefined ? '' : ` AND WorkflowId STARTS_WITH '${idOf(this.source, '')}'`;
    const found: Listed[] = [];
    const query = `WorkflowType = '${type}'${ofSource} AND ${when}`;
    for await (const run of listed(this.client, query)) {
      // The next run says it all.
      if (run.status !== 'CONTINUED_AS_NEW') found.push(run);
    }
    return found;
  }

  private async read(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (!isCodecError(error)) throw error;
      this.unreadable++;
    }
    this.progress.read++;
    this.progress.found = this.found.size;
    this.options.onProgress?.({ ...this.progress });
  }

  private async lookInto(run: Listed): Promise<void> {
    const batch = await eventsInBatch(this.client, run);
    for (const event of batch?.events ?? []) {
      const by = this.matchOf(event.key, event.readable);
      if (!batch || !by) continue;
      const { source, pulledAt } = batch;
      const view = { workflowId: run.workflowId, runId: run.runId, pulledAt, startedAt: pulledAt, status: run.status };
      this.event(source, event.key, event.eventType, by).batches.push(await this.became(view, event));
    }
  }

  private async became(view: BatchView, { index, key, hasHandle }: EventInBatch): Promise<BatchView> {
    const outcome = await batchOutcome(this.client, view);
    if (!outcome) return view;
    const { startedAt, ended, verdicts, result } = outcome;
    const verdict = verdicts?.[index]?.verdict;
    const needsConfirm = hasHandle && verdict !== undefined && verdict !== 'left';
    return {
      ...view,
      startedAt,
      status: ended?.status ?? 'RUNNING',
      ...(verdict && { verdict }),
      ...(needsConfirm && result && { confirmed: !result.unconfirmed.includes(key) }),
    };
  }

  /** An event that has a workflow: it may have been pulled long ago. */
  private async lookAt(run: Listed): Promise<void> {
    const identity = identityOf(run.workflowId);
    if (!identity) return;
    const { source, key } = identity;
    if (this.found.has(eventId(source, key))) return;
    const event = eventIn(await firstArgument(this.client, run));
    const read = readEvent(event);
    const by = this.matchOf(key, read.ok ? { payload: read.payload ?? {} } : undefined);
    if (by) this.event(source, key, shownEventType(event), by);
  }

  private matchOf(key: string, event: { payload: object } | undefined): FoundEvent['by'] | undefined {
    if (key === this.id) return 'key';
    if (!event) return undefined;
    if (String((event.payload as Record<string, unknown>).TaskId) === this.id) return 'taskId';
    return filesNamedBy(event).map(String).includes(this.id) ? 'fileId' : undefined;
  }

  private event(source: string, key: string, eventType: string, by: FoundEvent['by']): FoundEvent {
    const id = eventId(source, key);
    const event = this.found.get(id) ?? { source, key, eventType, by, batches: [] };
    this.found.set(id, event);
    return event;
  }

  private async tell(event: FoundEvent): Promise<void> {
    event.batches.sort((one, other) => one.startedAt - other.startedAt);
    const owned = await ownedView(this.client, event.source, event.key);
    if (owned) event.owned = owned;
  }
}

function eventIn(argument: unknown): unknown {
  try {
    return parseEventInput(argument).event;
  } catch {
    return undefined;
  }
}
