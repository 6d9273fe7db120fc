/** One batch's processing, as far as every event of it shares it: its limits in time, its routes, and what ends it. */
import { setMaxListeners } from 'node:events';
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import {
  CONFIRM_RESERVE_MS,
  HAND_OVER_RESERVE_MS,
  PROCESSED_BUDGET_MS,
  SUBMITTED_HAND_OVER_MS,
} from '../core/defaults';
import { handleOf } from '../core/handle';
import { deadlineHere } from '../core/window';
import type { RouteTable } from '../routes/compiled';
import type { SourceRoutes } from './source-client';
import { timeLimit } from '../waiting';
import type { ProcessRequest } from './types';

export interface Processing {
  batch: ProcessRequest;
  /** Its workflow id. */
  id: string | undefined;
  /** Some of its events were pulled. */
  hasHandles: boolean;
  routes: RouteTable;
  confirmOnly: ReadonlySet<string>;
  lastDelivery: ReadonlySet<string>;
  /** ms since 1970 */
  deadline: number;
  /** ms since 1970: until then handlers are waited for. */
  budgetEndsAt: number;
  /** ms since 1970: until then hand-overs are tried, for events that VOD would deliver again. */
  handOverEndsAt: number;
  /** The same for events that were submitted without a handle. */
  submittedEndsAt: number;
  begunBefore: boolean;
  /** The batch was cancelled. */
  signal: AbortSignal;
  /** Handlers are waited for no longer: cancelled, or the worker is in a hurry. */
  enough: AbortSignal;
  /** Resolves when handlers are waited for no longer, or the budget is over. One for all: a timer and a listener for each event cost more than a quick handler. */
  over: Promise<undefined>;
  /** Resolves `over` and leaves no timer behind. */
  end: () => void;
}

export function beginProcessing(
  batch: ProcessRequest,
  { routes }: SourceRoutes,
  quickBudgetMs: number,
  enough: AbortSignal,
): Processing {
  const now = Date.now();
  const signal = cancellationSignal();
  // One listener an event is meant.
  setMaxListeners(0, signal);
  setMaxListeners(0, enough);
  const deadline = deadlineHere(batch, now);
  const handOverEndsAt = deadline - CONFIRM_RESERVE_MS;
  // One slow handler in a late batch must not cost its neighbours their confirm.
  const hasHandles = batch.events.some((event) => handleOf(event) !== undefined);
  const isStrict = hasHandles && batch.confirmPolicy === 'processed';
  const quickEndsAt = now + (isStrict ? PROCESSED_BUDGET_MS : quickBudgetMs);
  const budgetEndsAt = hasHandles ? Math.min(quickEndsAt, handOverEndsAt - HAND_OVER_RESERVE_MS) : quickEndsAt;
  const limit = timeLimit(budgetEndsAt - now, enough);
  const { attempt, workflowExecution } = activityInfo();
  return {
    batch,
    id: workflowExecution?.workflowId,
    hasHandles,
    routes,
    confirmOnly: new Set(batch.confirmOnly),
    lastDelivery: new Set(batch.lastDelivery),
    deadline,
    budgetEndsAt,
    handOverEndsAt,
    submittedEndsAt: now + SUBMITTED_HAND_OVER_MS,
    begunBefore: batch.begunBefore === true || attempt > 1,
    signal,
    enough,
    over: limit.reached,
    end: () => limit.end(),
  };
}
