/** What the server knows of an event's workflow by itself: needs no worker. */
import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import { eventId, type EventFailure, type EventMemo, type EventPhase, type EventResult } from '../core/contract';
import { isWithWorker } from './pending-activity';
import { parkedEventOf } from './parked-memo';

/** The workflow that owns, or owned, an event. */
export interface OwnedView {
  workflowId: string;
  runId: string;
  /** In Temporal's words: `RUNNING`, `COMPLETED`, … */
  status: string;
  eventType?: string;
  /** Missing of one that was terminated, or has failed. */
  state?: EventPhase;
  /** Failed tries, where the server knows them. */
  tries?: number;
  /** Of the last try. */
  failureType?: string;
  /** Of a parked one: since when, ms since 1970. */
  parkedSince?: number;
  /** While an activity has it. */
  underWay?: TryUnderWay;
}

/** The try that is under way, or is to come. Times are ms since 1970. */
export interface TryUnderWay {
  /** Activity type: `handleEvent`, or that of somebody else's. */
  activity: string;
  attempt: number;
  /** Missing while no worker has taken it. */
  startedAt?: number;
  /** Of one to come. */
  nextTryAt?: number;
  /** Of the try before it. */
  failure?: Pick<EventFailure, 'type' | 'message'>;
  failedAt?: number;
}

/** `undefined` when no workflow has or had the event, as far as the namespace keeps them. */
export async function ownedView(client: Client, source: string, key: string): Promise<OwnedView | undefined> {
  const handle = client.workflow.getHandle<() => Promise<EventResult>>(eventId(source, key));
  const description = await handle.describe().catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  });
  if (!description) return undefined;
  const { workflowId, runId, status } = description;
  const { eventType } = (description.memo ?? {}) as EventMemo;
  const view = { workflowId, runId, status: status.name, ...(typeof eventType === 'string' && { eventType }) };
  if (status.name === 'COMPLETED') {
    const { state, tries } = await handle.result();
    return { ...view, state, tries };
  }
  if (status.name !== 'RUNNING') return view;
  const parked = parkedEventOf(workflowId, description.memo);
  if (!parked) return { ...view, state: 'handling', ...(await underWay(client, description)) };
  const { tries, failure, since: parkedSince } = parked;
  return { ...view, state: 'parked', tries, parkedSince, ...(failure && { failureType: failure.type }) };
}

type UnderWay = Pick<OwnedView, 'tries' | 'failureType' | 'underWay'>;

async function underWay(client: Client, { raw }: WorkflowExecutionDescription): Promise<UnderWay> {
  const [pending] = raw.pendingActivities ?? [];
  if (!pending) return {};
  const attempt = pending.attempt ?? 1;
  const isStarted = isWithWorker(pending);
  const isBetween = !isStarted && pending.lastFailure != null;
  const now: TryUnderWay = {
    activity: pending.activityType?.name ?? '',
    attempt,
    ...(isStarted && { startedAt: optionalTsToMs(pending.lastStartedTime) }),
    ...(isBetween && {
      nextTryAt: optionalTsToMs(pending.scheduledTime),
      failedAt: optionalTsToMs(pending.lastAttemptCompleteTime),
    }),
  };
  const failure = await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, pending.lastFailure);
  if (!failure) return { underWay: now };
  const known = failure instanceof ApplicationFailure ? failure : undefined;
  // Of the activity of somebody else only its attempts are known.
  const { tries = attempt - 1 } = (known?.details?.[0] ?? {}) as { tries?: number };
  const type = known?.type ?? failure.name;
  return { tries, failureType: type, underWay: { ...now, failure: { type, message: failure.message } } };
}
