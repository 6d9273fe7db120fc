/** What the server knows of an event's workflow by itself: needs no worker. */
import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import { eventId, type EventPhase, type EventResult } from '../core/contract';
import { parkedEventOf } from './parked-memo';

/** The workflow that owns, or owned, an event. */
export interface OwnedView {
  workflowId: string;
  runId: string;
  /** In Temporal's words: `RUNNING`, `COMPLETED`, … */
  status: string;
  /** Missing of one that was terminated, or has failed. */
  state?: EventPhase;
  /** Failed tries, where the server knows them. */
  tries?: number;
  /** Of the last try. */
  failureType?: string;
  /** Of a parked one: since when, ms since 1970. */
  parkedSince?: number;
  /** When it is tried again, ms since 1970; of one that is in between two tries. */
  nextTryAt?: number;
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
  const view: OwnedView = { workflowId, runId, status: status.name };
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

async function underWay(
  client: Client,
  { raw }: WorkflowExecutionDescription,
): Promise<Pick<OwnedView, 'tries' | 'failureType' | 'nextTryAt'>> {
  const [pending] = raw.pendingActivities ?? [];
  if (!pending?.lastFailure) return {};
  const failure = await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, pending.lastFailure);
  const isFailure = failure instanceof ApplicationFailure;
  // Of the activity of somebody else only its attempts are known.
  const { tries = (pending.attempt ?? 1) - 1 } = ((isFailure && failure.details?.[0]) || {}) as { tries?: number };
  const nextTryAt =
    pending.state?.valueOf() === PENDING_ACTIVITY_STATE_SCHEDULED && optionalTsToMs(pending.scheduledTime);
  return {
    tries,
    failureType: (isFailure && failure.type) || failure?.name || 'unknown',
    ...(nextTryAt && nextTryAt > Date.now() && { nextTryAt }),
  };
}

/** `temporal.api.enums.v1.PendingActivityState`, whose values the client does not export. */
const PENDING_ACTIVITY_STATE_SCHEDULED = 1;
