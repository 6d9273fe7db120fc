/**
 * `processEvents`: a verdict for every event of a batch, within the quick budget.
 *
 * Handlers run side by side. One that succeeds is `done`. One that fails is tried again in place, after short pauses, while the budget
 * lasts. What is still failing or still running at its end is handed over to a `vodEvent` workflow, and is `owned` once the server has
 * accepted it. Handed over without being started are: events of routes that are known to be slow, events that find no place among the
 * handlers of this process within the budget, and the events of a batch that was begun before: the process that began it may have died, or
 * may still be at it, and the server sees to it that no event gets two workflows.
 */
import { setMaxListeners } from 'node:events';
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { eventId, type EventFailure, type EventVerdict, type Verdict } from '../core/contract';
import { CONFIRM_RESERVE_MS, HAND_OVER_RESERVE_MS, IN_PLACE_PAUSES_MS, SUBMITTED_HAND_OVER_MS } from '../core/defaults';
import { handleOf } from '../core/handle';
import { deadlineOf } from '../core/window';
import type { CompiledRoute, RouteTable } from '../routes/compile-routes';
import type { HandledEvent } from '../vod/event-types';
import { eventKey } from '../vod/event-key';
import { readEvent } from '../vod/read-event';
import { handOver, type HandOverDeps } from './hand-over';
import type { HandlerRun, HandlerRuns, Outcome } from './handler-runs';
import { startHandler } from './start-handler';
import { pause, withinMs } from './waiting';
import type { ProcessRequest } from './types';

export interface ProcessDeps extends HandOverDeps {
  routes: RouteTable;
  runs: HandlerRuns;
  /** Task queue of this process alone, where a running handler can be adopted. */
  home: string;
  quickBudgetMs: number;
  /** Counts events that no route wants. */
  onUnrouted(eventType: string): void;
}

/** One batch's processing, as far as every event of it shares it. */
interface Turn {
  batch: ProcessRequest;
  confirmOnly: ReadonlySet<string>;
  /** ms since 1970: until then handlers are waited for. */
  budgetEndsAt: number;
  /** ms since 1970: until then hand-overs are tried, for events that VOD would deliver again. */
  handOverEndsAt: number;
  /** The same for events that were submitted without a handle. */
  submittedEndsAt: number;
  begunBefore: boolean;
  signal: AbortSignal;
}

interface Subject {
  key: string;
  raw: unknown;
  hasHandle: boolean;
}

export function createProcessEvents(deps: ProcessDeps): (batch: ProcessRequest) => Promise<EventVerdict[]> {
  return async function processEvents(batch) {
    const { workflowExecution } = activityInfo();
    const turn = beginTurn(deps, batch);
    return Promise.all(
      batch.events.map(async (raw, index) => {
        const handle = handleOf(raw);
        // An event that was submitted without a handle is told from its equals by where it was submitted.
        const delivery = handle ?? `${workflowExecution?.workflowId}/${workflowExecution?.runId}/${index}`;
        const subject = { key: eventKey(raw, delivery), raw, hasHandle: handle !== undefined };
        return { key: subject.key, verdict: await judge(deps, turn, subject) };
      }),
    );
  };
}

function beginTurn(deps: ProcessDeps, batch: ProcessRequest): Turn {
  const now = Date.now();
  const signal = cancellationSignal();
  // One listener an event is meant.
  setMaxListeners(0, signal);
  const quickEndsAt = now + deps.quickBudgetMs;
  const handOverEndsAt = deadlineOf(batch.pulledAt) - CONFIRM_RESERVE_MS;
  // One slow handler in a late batch must not cost its neighbours their confirm.
  const hasHandles = batch.events.some((event) => handleOf(event) !== undefined);
  return {
    batch,
    confirmOnly: new Set(batch.confirmOnly),
    budgetEndsAt: hasHandles ? Math.min(quickEndsAt, handOverEndsAt - HAND_OVER_RESERVE_MS) : quickEndsAt,
    handOverEndsAt,
    submittedEndsAt: now + SUBMITTED_HAND_OVER_MS,
    begunBefore: batch.begunBefore === true || activityInfo().attempt > 1,
    signal,
  };
}

async function judge(deps: ProcessDeps, turn: Turn, subject: Subject): Promise<Verdict> {
  if (turn.confirmOnly.has(subject.key)) return 'done';
  if (subject.hasHandle && Date.now() >= deadlineOf(turn.batch.pulledAt)) return 'left';
  const event = readEvent(subject.raw);
  // Its workflow parks it, with the problem as the reason.
  if (!event.ok) return give(deps, turn, subject, '(malformed)', {});
  const route = deps.routes(event.type);
  if (!route) {
    deps.onUnrouted(event.type);
    return 'done';
  }
  const runsHere = (): boolean => deps.runs.find(eventId(turn.batch.source, subject.key)) !== undefined;
  if (!runsHere() && (turn.begunBefore || !route.quick)) return give(deps, turn, subject, event.type, {});
  if (!(await deps.runs.places.take(turn.budgetEndsAt - Date.now(), turn.signal))) {
    if (turn.signal.aborted) return 'left';
    return give(deps, turn, subject, event.type, runsHere() ? { home: deps.home } : {});
  }
  const handled = { key: subject.key, type: event.type, payload: event.payload ?? {}, source: turn.batch.source };
  return tryInPlace(deps, turn, subject, route, handled);
}

/** Holds one place, which the last try gives back when it settles, even if nobody waits for that any more. */
async function tryInPlace(
  deps: ProcessDeps,
  turn: Turn,
  subject: Subject,
  route: CompiledRoute,
  handled: HandledEvent<string>,
): Promise<Verdict> {
  const id = eventId(handled.source, handled.key);
  let run: HandlerRun | undefined;
  let failure: EventFailure | undefined;
  try {
    for (let tries = 0; ; tries++) {
      if (turn.signal.aborted) return 'left';
      // Found, when the same event came twice, or when this batch was begun before in this very process.
      run = deps.runs.find(id) ?? startHandler(deps, route, handled, tries + 1);
      const outcome = await outcomeWithin(run, turn);
      if (turn.signal.aborted && !outcome?.ok) {
        run.abort(new Error('The batch was cancelled.'));
        return 'left';
      }
      if (!outcome) return await give(deps, turn, subject, handled.type, { tries, failure, home: deps.home });
      if (outcome.ok) return 'done';
      deps.runs.collect(id, run);
      failure = outcome.failure;
      const pauseMs = IN_PLACE_PAUSES_MS[tries];
      const usedUp = tries + 1 >= route.retry.maximumAttempts;
      if (usedUp || pauseMs === undefined || Date.now() + pauseMs >= turn.budgetEndsAt) {
        return await give(deps, turn, subject, handled.type, { tries: tries + 1, failure });
      }
      await pause(pauseMs, turn.signal);
    }
  } finally {
    const givePlaceBack = (): void => deps.runs.places.give();
    if (run) void run.outcome.then(givePlaceBack);
    else givePlaceBack();
  }
}

function outcomeWithin(run: HandlerRun, turn: Turn): Promise<Outcome | undefined> {
  return withinMs(run.outcome, turn.budgetEndsAt - Date.now(), turn.signal);
}

/** Hands an event over. One that VOD would not deliver again is never left: the whole activity fails and is tried again. */
async function give(
  deps: ProcessDeps,
  turn: Turn,
  { key, raw, hasHandle }: Subject,
  eventType: string,
  so: { tries?: number; failure?: EventFailure; home?: string },
): Promise<Verdict> {
  const untilMs = hasHandle ? turn.handOverEndsAt : turn.submittedEndsAt;
  const event = { version: 1 as const, source: turn.batch.source, key, event: raw, ...so };
  if (await handOver(deps, { event, eventType, untilMs, signal: turn.signal })) return 'owned';
  if (hasHandle || turn.signal.aborted) return 'left';
  throw ApplicationFailure.retryable(`Event ${key} has no handle and could not be handed over.`, 'HandOverFailed');
}
