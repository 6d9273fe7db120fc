/**
 * The confirm, until the deadline.
 *
 * First as a local activity, whose retry policy names the failure types that no attempt of this worker can mend. The reason may be this
 * worker's own (its network, its credentials), so the local attempts stop some seconds early, and for what is left of the window a regular
 * activity tries to confirm from another worker. What has been refused is never tried again.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  proxyLocalActivities,
  sleep,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities, ConfirmOutcome, ConfirmProgress, ConfirmRequest } from '../activities/types';
import type { BatchInput } from '../core/contract';
import { CONFIRM_ELSEWHERE_MS, CONFIRM_TIMEOUT_MS, DEADLINE_MARGIN_MS, WINDOW_MS } from '../core/defaults';
import { FAILURE_TYPES, NON_RETRYABLE_FAILURE_TYPES } from '../core/error-table';
import type { SettledHandle } from '../core/settled-handles';
import { observe } from './observe';

/**
 * One attempt elsewhere: a call's own deadline, and time to split a call that VOD refused. An attempt here has all the time that is left: it
 * keeps to the deadline by itself, and cut short while it waits for its turn at the API's rate it would have to wait again.
 */
const START_TO_CLOSE_MS = CONFIRM_TIMEOUT_MS + 2_000;
/** Nearly flat: the server gives up as soon as the next pause would not fit into what is left. */
const retry = {
  initialInterval: 250,
  backoffCoefficient: 1.2,
  maximumInterval: 1_000,
  nonRetryableErrorTypes: [...NON_RETRYABLE_FAILURE_TYPES, 'WindowPassed', 'UnknownSource'],
};
/** Failures that neither time nor another worker mends. */
const FINAL = new Set<string>([FAILURE_TYPES.bug, 'WindowPassed']);

const local = proxyLocalActivities<Pick<Activities, 'confirmEvents'>>({ startToCloseTimeout: WINDOW_MS, retry });
const anywhere = proxyActivities<Pick<Activities, 'confirmEvents'>>({
  startToCloseTimeout: START_TO_CLOSE_MS,
  // That would be this worker again.
  allowEagerDispatch: false,
  // What is left of the window is told when it is scheduled, and must not have become much less by the start.
  scheduleToStartTimeout: DEADLINE_MARGIN_MS,
  retry,
});
/** The server gives the activity to whichever worker asks first; when it was the wrong one again, another may be asked after this. */
const ASK_AGAIN_MS = 1_000;

/** Confirms until the deadline (ms since 1970, by the clock of Temporal) and returns what could not be confirmed. */
export async function confirm(
  { source, pulledAt, traceparent }: BatchInput,
  deadline: number,
  settled: SettledHandle[],
): Promise<SettledHandle[]> {
  const { refused, outstanding } = await attempts({ source, pulledAt, traceparent }, deadline, settled);
  const about = { source, batch: workflowInfo().workflowId };
  if (refused.length > 0) observe('confirm:handles:refused', { ...about, handles: refused.length });
  if (outstanding.length > 0) observe('confirm:handles:late', { ...about, handles: outstanding.length });
  return [...refused, ...outstanding];
}

type Unconfirmed = Pick<Attempted, 'refused' | 'outstanding'>;

async function attempts(
  { source, pulledAt, traceparent }: Pick<BatchInput, 'source' | 'pulledAt' | 'traceparent'>,
  deadline: number,
  settled: SettledHandle[],
): Promise<Unconfirmed> {
  const leftMs = (): number => Math.max(0, deadline - Date.now());
  const about = { source, pulledAt, ...(traceparent !== undefined && { traceparent }) };
  if (settled.length === 0 || leftMs() === 0) return { refused: [], outstanding: settled };

  const localMs = leftMs() > 2 * CONFIRM_ELSEWHERE_MS ? leftMs() - CONFIRM_ELSEWHERE_MS : leftMs();
  let attempted = await attempt(source, settled, (handles) => {
    // Of a local activity nothing is in the history before its result: a replay asks for it again, by the clock of back then.
    const isOld = workflowInfo().unsafe.isReplaying;
    const request = { ...about, leftMs: leftMs(), handles, ...(isOld && { isOld }) };
    const timeouts = { scheduleToCloseTimeout: localMs, startToCloseTimeout: localMs };
    return local.confirmEvents.executeWithOptions(timeouts, [request]);
  });
  const { refused } = attempted;
  while (attempted.outstanding.length > 0 && !FINAL.has(attempted.failureType) && leftMs() > ASK_AGAIN_MS) {
    await sleep(ASK_AGAIN_MS);
    const options = { scheduleToCloseTimeout: Math.max(1, leftMs()) };
    attempted = await attempt(source, attempted.outstanding, (handles) => {
      return anywhere.confirmEvents.executeWithOptions(options, [{ ...about, leftMs: leftMs(), handles }]);
    });
    refused.push(...attempted.refused);
  }
  return { refused, outstanding: attempted.outstanding };
}

interface Attempted {
  refused: SettledHandle[];
  outstanding: SettledHandle[];
  failureType: string;
}

async function attempt(
  source: string,
  settled: SettledHandle[],
  call: (handles: ConfirmRequest['handles']) => Promise<ConfirmOutcome>,
): Promise<Attempted> {
  const pick = (indexes: number[]): SettledHandle[] => indexes.flatMap((index) => settled[index] ?? []);
  try {
    const { refused } = await call(settled.map(({ handle }) => handle));
    return { refused: pick(refused), outstanding: [], failureType: 'none' };
  } catch (error) {
    // A local activity's failure arrives without the ActivityFailure around it.
    const cause = error instanceof ActivityFailure ? error.cause : error;
    if (!(cause instanceof TemporalFailure)) throw error;
    const failure = cause instanceof ApplicationFailure ? cause : undefined;
    const progress = failure?.details?.[0] as ConfirmProgress | undefined;
    const failureType = failure?.type ?? cause.name;
    const outstanding = progress ? pick(progress.outstanding) : settled;
    const { code, requestId } = progress ?? {};
    observe('confirm:attempt:failed', {
      source,
      batch: workflowInfo().workflowId,
      failureType,
      code,
      requestId,
      outstanding: outstanding.length,
    });
    return { refused: pick(progress?.refused ?? []), outstanding, failureType };
  }
}
