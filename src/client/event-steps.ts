/**
 * The history of a `vodEvent` as steps. A try that the server repeats leaves nothing behind but its number and its failure, with the try after
 * it; so of many tries the last ones are told, and how many there were.
 */
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  decodeArrayFromPayloads,
  decodeMapFromPayloads,
  decodeOptionalFailureToOptionalError,
} from '@temporalio/common/lib/internal-non-workflow';
import { tsToMs } from '@temporalio/common/lib/time';
import type { DiscardArgument, EventInput, EventMemo, EventResult } from '../core/contract';
import { endOf, historyOf, type HistoryEvent } from './history';
import type { OwnedView } from './owned-view';
import type { FailureText, StoryStep } from './story';

/** All runs of the workflow that owns, or owned, an event: from the hand-over to what is due next. */
export async function ownedSteps(client: Client, owned: OwnedView): Promise<StoryStep[]> {
  const { workflowId } = owned;
  const steps: StoryStep[] = [];
  let runId: string | undefined = owned.runId;
  while (runId) {
    const history: HistoryEvent[] = await historyOf(client, { workflowId, runId });
    steps.unshift(...(await stepsIn(client, workflowId, history)));
    runId = history[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
  }
  const { underWay } = owned;
  // A try that has not ended is in no history.
  if (underWay?.startedAt !== undefined) {
    const { activity, attempt, failure, startedAt: at } = underWay;
    steps.push({ at, workflowId, what: 'tried', activity, attempt, ...(failure && { failure }) });
  }
  if (underWay?.nextTryAt !== undefined) {
    const { attempt, nextTryAt: at, failure, failedAt } = underWay;
    if (failure && failedAt !== undefined) steps.push({ at: failedAt, workflowId, what: 'failed', failure });
    steps.push({ at, workflowId, what: 'due', attempt });
  }
  return steps;
}

type Told = StoryStep extends infer Step ? (Step extends StoryStep ? Omit<Step, 'at' | 'workflowId'> : never) : never;

async function stepsIn(client: Client, workflowId: string, history: readonly HistoryEvent[]): Promise<StoryStep[]> {
  const activities = new Map<string, string>();
  const steps: StoryStep[] = [];
  for (const event of history) {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled) activities.set(String(event.eventId), scheduled.activityType?.name ?? '');
    const told = await stepOf(client, event, activities);
    if (told) steps.push({ at: tsToMs(event.eventTime), workflowId, ...told });
  }
  return steps;
}

async function stepOf(
  client: Client,
  event: HistoryEvent,
  activities: ReadonlyMap<string, string>,
): Promise<Told | undefined> {
  const started = event.workflowExecutionStartedEventAttributes;
  // A run that goes on from another says nothing new.
  if (started && !started.continuedExecutionRunId) {
    const { tries = 0, failure } = (await argument<EventInput>(client, started.input)) ?? {};
    return { what: 'owned', tries, ...(failure && { failure }) };
  }
  const tried = event.activityTaskStartedEventAttributes;
  if (tried) {
    const failure = await failureText(client, tried.lastFailure);
    const activity = activities.get(String(tried.scheduledEventId)) ?? '';
    return { what: 'tried', activity, attempt: tried.attempt ?? 1, ...(failure && { failure }) };
  }
  const failed = event.activityTaskFailedEventAttributes ?? event.activityTaskTimedOutEventAttributes;
  const failure = await failureText(client, failed?.failure);
  if (failure) return { what: 'failed', failure };
  return (await decided(client, event)) ?? (await noted(client, event)) ?? ended(client, event);
}

async function decided(client: Client, event: HistoryEvent): Promise<Told | undefined> {
  const signal = event.workflowExecutionSignaledEventAttributes;
  if (signal?.signalName !== 'retry' && signal?.signalName !== 'discard') return undefined;
  const given = await argument<{ event?: unknown } & DiscardArgument>(client, signal.input);
  if (signal.signalName === 'retry') return { what: 'retried', changed: given?.event !== undefined };
  return { what: 'discarded', ...(typeof given?.reason === 'string' && { reason: given.reason }) };
}

/** What it wrote into its memo. */
async function noted(client: Client, event: HistoryEvent): Promise<Told | undefined> {
  const fields = event.workflowPropertiesModifiedEventAttributes?.upsertedMemo?.fields;
  if (!fields) return undefined;
  const { parked } = ((await decodeMapFromPayloads(client.options.loadedDataConverter, fields)) ?? {}) as EventMemo;
  if (!parked) return undefined;
  const { tries, failure, overdue } = parked;
  return overdue ? { what: 'overdue' } : { what: 'parked', tries, ...(failure && { failure }) };
}

async function ended(client: Client, event: HistoryEvent): Promise<Told | undefined> {
  const completed = event.workflowExecutionCompletedEventAttributes;
  if (completed) {
    const result = await argument<EventResult>(client, { payloads: completed.result?.payloads });
    // The signal that discarded it has been told.
    return result?.state === 'done' ? { what: 'done', tries: result.tries } : undefined;
  }
  const end = endOf(event);
  return end && end.status !== 'CONTINUED_AS_NEW' ? { what: 'ended', status: end.status } : undefined;
}

type Payloads = NonNullable<NonNullable<HistoryEvent['workflowExecutionSignaledEventAttributes']>['input']>;

/** What anybody may have sent: looked at before it is believed. */
async function argument<T extends object>(client: Client, input: Payloads | null | undefined): Promise<T | undefined> {
  const [given] = await decodeArrayFromPayloads(client.options.loadedDataConverter, input?.payloads).catch(() => []);
  return typeof given === 'object' && given !== null ? (given as T) : undefined;
}

type Failure = NonNullable<HistoryEvent['activityTaskFailedEventAttributes']>['failure'];

async function failureText(client: Client, failure: Failure): Promise<FailureText | undefined> {
  const error = await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, failure);
  if (!error) return undefined;
  const type = (error instanceof ApplicationFailure && error.type) || error.name;
  return { type, message: error.message };
}
