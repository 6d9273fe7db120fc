/** What happened to one event, step by step, from the histories of its batches and of its workflow. Needs no worker, and shows no payload. */
import type { Client } from '@temporalio/client';
import { BATCH_WORKFLOW, batchId, type EventFailure, type Verdict } from '../core/contract';
import { CLOCK_SKEW_MS, FIND_LOOKBACK_MS, STORY_LOOKAROUND_MS } from '../core/defaults';
import { InvalidInput } from '../core/input';
import { eventsInBatch, type EventInBatch, type Run } from './batch-events';
import { batchOutcome } from './batch-outcome';
import { EventNotFoundError } from './errors';
import { ownedSteps } from './event-steps';
import { inLanes } from './in-lanes';
import { ownedView, type OwnedView } from './owned-view';
import { listed } from './listing';
import { checkedSource } from './source';

/** One thing that happened. `at` is in ms since 1970, by Temporal's clock, or by that of the worker that did it. */
export type StoryStep = { at: number; workflowId: string } & (
  | { what: 'pulled' }
  | { what: 'batchStarted' }
  | { what: 'verdict'; verdict: Verdict }
  | { what: 'confirmed' }
  /** It was done or owned, and its confirm came too late or was refused: VOD delivers it again. */
  | { what: 'unconfirmed' }
  /** A workflow of its own has it, after so many tries in its batch. */
  | { what: 'owned'; tries: number; failure?: EventFailure }
  /** A try began. `failure` is that of the try before it, of which nothing else is kept. */
  | { what: 'tried'; activity: string; attempt: number; failure?: FailureText }
  | { what: 'failed'; failure: FailureText }
  /** Another try will begin then. */
  | { what: 'due'; attempt: number }
  | { what: 'parked'; tries: number; failure?: EventFailure }
  | { what: 'overdue' }
  /** Somebody asked for it; with a changed event or without. */
  | { what: 'retried'; changed: boolean }
  | { what: 'discarded'; reason?: string }
  | { what: 'done'; tries: number }
  /** In a way that is not its own: somebody cancelled or terminated the workflow, or it has failed. */
  | { what: 'ended'; status: string }
);

export type FailureText = Pick<EventFailure, 'type' | 'message'>;

export interface EventStory {
  source: string;
  key: string;
  eventType?: string;
  /** Oldest first. */
  steps: StoryStep[];
  /** Its workflow as it is now; missing when it never had one. */
  owned?: OwnedView;
  /** Batches of the source that were looked through, and since when; ms since 1970. */
  batches: number;
  since: number;
}

export interface StoryOptions {
  /**
   * Batches that were started before are not looked at; ms since 1970. Default two minutes around the hand-over of an event that has a workflow, and
   * one hour before the call for others.
   */
  since?: number | undefined;
  /** Told after every batch that was read. */
  onProgress?: ((soFar: { read: number; total: number }) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Batches read at once. */
const LANES = 10;

export async function story(
  client: Client,
  source: string,
  key: string,
  { since, onProgress, signal }: StoryOptions = {},
): Promise<EventStory> {
  checkedSource(source);
  if (since !== undefined && Number.isNaN(new Date(since).getTime())) {
    throw new InvalidInput('"since" must be a time in ms since 1970.');
  }
  signal?.throwIfAborted();
  const tell = async (): Promise<EventStory> => {
    const owned = await ownedView(client, source, key);
    const steps = owned ? await ownedSteps(client, owned) : [];
    const span = spanOf(since, steps);
    const batches = await batchesWithin(client, source, span);
    let read = 0;
    let eventType: string | undefined;
    await inLanes(batches, LANES, async (run) => {
      const batch = await eventsInBatch(client, run);
      for (const event of batch?.events.filter((one) => one.key === key) ?? []) {
        eventType = event.eventType;
        steps.push(...(await batchSteps(client, run, batch?.pulledAt ?? 0, event)));
      }
      onProgress?.({ read: ++read, total: batches.length });
    });
    if (steps.length === 0) throw new EventNotFoundError(source, key, batches.length, span.from);
    eventType ??= owned?.eventType;
    const looked = { batches: batches.length, since: span.from };
    return { source, key, ...(eventType && { eventType }), steps: inOrder(steps), ...(owned && { owned }), ...looked };
  };
  try {
    return await (signal ? client.withAbortSignal(signal, tell) : tell());
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

interface Span {
  from: number;
  to?: number;
}

function spanOf(since: number | undefined, steps: readonly StoryStep[]): Span {
  if (since !== undefined) return { from: since };
  const owned = steps.find(({ what }) => what === 'owned');
  if (!owned) return { from: Date.now() - FIND_LOOKBACK_MS };
  return { from: owned.at - STORY_LOOKAROUND_MS, to: owned.at + STORY_LOOKAROUND_MS };
}

async function batchesWithin(client: Client, source: string, { from, to }: Span): Promise<Run[]> {
  const time = (ms: number): string => `'${new Date(ms).toISOString()}'`;
  const query =
    `WorkflowType = '${BATCH_WORKFLOW}' AND WorkflowId STARTS_WITH '${batchId(source, '')}' ` +
    `AND StartTime >= ${time(from - CLOCK_SKEW_MS)}${to === undefined ? '' : ` AND StartTime <= ${time(to)}`}`;
  const runs: Run[] = [];
  for await (const run of listed(client, query)) runs.push(run);
  return runs;
}

async function batchSteps(client: Client, run: Run, pulledAt: number, event: EventInBatch): Promise<StoryStep[]> {
  const { workflowId } = run;
  const pulled: StoryStep = { at: pulledAt, workflowId, what: 'pulled' };
  const outcome = await batchOutcome(client, run);
  if (!outcome) return [pulled];
  const { startedAt, processedAt = startedAt, verdicts, confirmedAt, result, ended } = outcome;
  const steps: StoryStep[] = [pulled, { at: startedAt, workflowId, what: 'batchStarted' }];
  const verdict = verdicts?.[event.index]?.verdict;
  if (verdict) steps.push({ at: processedAt, workflowId, what: 'verdict', verdict });
  if (result && event.hasHandle && verdict !== 'left') {
    const isConfirmed = !result.unconfirmed.includes(event.key);
    const at = isConfirmed ? confirmedAt : ended?.at;
    steps.push({ at: at ?? processedAt, workflowId, what: isConfirmed ? 'confirmed' : 'unconfirmed' });
  }
  if (ended && ended.status !== 'COMPLETED')
    steps.push({ at: ended.at, workflowId, what: 'ended', status: ended.status });
  return steps;
}

/** What happened first within a workflow stays first, whatever the clocks of different machines say: sorting is stable. */
function inOrder(steps: readonly StoryStep[]): StoryStep[] {
  return [...steps].sort((one, other) => one.at - other.at);
}
