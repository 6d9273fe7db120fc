/**
 * `processEvents`: a verdict for every event of a batch, within the quick budget.
 *
 * Handlers run side by side. One that succeeds is `done`. One that fails is tried again in place, after short pauses, while the budget
 * lasts. What is still failing or still running at its end is handed over to a `vodEvent` workflow, and is `owned` once the server has
 * accepted it. Handed over without being started are: events of routes that are known to be slow, events that find no place among the
 * handlers of this process within the budget, and the events of a batch that was begun before: the process that began it may have died, or
 * may still be at it, and the server sees to it that no event gets two workflows. Neither are events whose route parks them, or names an
 * activity of another worker, which only a workflow can call.
 *
 * With the policy `processed` the budget is what the window leaves, and what would be handed over is left to VOD instead. Exceptions are what
 * cannot be left, for VOD would not deliver it again or has done so often enough: that is handed over, and the latter parked at once. What a
 * route or a handler decides to park is parked, too: left, it would come again every half minute to be parked again.
 */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { eventId, type EventFailure, type EventInput, type EventVerdict } from '../core/contract';
import { BoundedNames } from '../core/bounded-names';
import { IN_PLACE_PAUSES_MS, PROCESSED_BUDGET_MS } from '../core/defaults';
import { handleOf } from '../core/handle';
import type { RunRoute } from '../routes/compiled';
import type { HandledEvent } from '../vod/event-types';
import { contentKey, deliveryAt, eventKey } from '../vod/event-key';
import { readEvent } from '../vod/read-event';
import type { Beginnings } from './beginnings';
import { completesWithin } from './completes-within';
import type { Drain } from './drain';
import { sourceAwaited, unknownSource } from './failures';
import { handOver, type HandOverDeps } from './hand-over';
import type { HandlerRun } from './handler-runs';
import { tell, type Fate } from './judged';
import { beginProcessing, type Processing } from './processing';
import { routePauseMs } from './route-pause';
import type { SourceRoutes } from './source-client';
import { startHandler, type StartDeps } from './start-handler';
import { either, pause } from '../waiting';
import type { ProcessRequest } from './types';

export interface ProcessDeps extends HandOverDeps, StartDeps {
  sources: ReadonlyMap<string, SourceRoutes>;
  /** Task queue of this process alone, where a running handler can be adopted. */
  home: string;
  quickBudgetMs: number;
  drain: Drain;
  beginnings: Beginnings;
}

interface Subject {
  key: string;
  raw: unknown;
  hasHandle: boolean;
  /** Under the policy `processed`: what is not done is left for VOD to deliver again. */
  isStrict: boolean;
  /** And has been often enough: when it is not finished this time it is parked. */
  isLast: boolean;
}

type Judged = Omit<Fate, 'key'>;
const DONE: Judged = { verdict: 'done' };
const OWNED: Judged = { verdict: 'owned' };
const LEFT: Judged = { verdict: 'left' };
const UNFINISHED: Judged = { verdict: 'left', unfinished: true };

export function createProcessEvents(deps: ProcessDeps): (batch: ProcessRequest) => Promise<EventVerdict[]> {
  const told = new BoundedNames();
  return async function processEvents(batch) {
    const source = deps.sources.get(batch.source);
    if (!source) throw notServedHere(batch, deps.sources.keys());
    const { workflowExecution } = activityInfo();
    const enough = either(cancellationSignal(), deps.drain.hurrySignal);
    const processing = beginProcessing(batch, source, deps.quickBudgetMs, enough.signal);
    if (processing.id !== undefined) deps.beginnings.begin(processing.id, Date.now());
    const fates = batch.events.map(async (raw, index) => {
      const key = eventKey(raw, deliveryAt(index, raw, workflowExecution));
      const hasHandle = handleOf(raw) !== undefined;
      const isStrict = hasHandle && batch.confirmPolicy === 'processed';
      const isLast = isStrict && processing.lastDelivery.size > 0 && processing.lastDelivery.has(contentKey(raw));
      return { key, ...(await judge(deps, processing, { key, raw, hasHandle, isStrict, isLast })) };
    });
    // When one has failed the others are still at it.
    void Promise.allSettled(fates).then(processing.end);
    const all = await Promise.all(fates).finally(() => enough.end());
    return tell(deps.observe, processing, told, all);
  };
}

/** VOD delivers events with a handle again. Those without one would be lost with their batch, which waits for a worker that serves them. */
function notServedHere({ source, events }: ProcessRequest, served: Iterable<string>): ApplicationFailure {
  const comeAgain = events.every((event) => handleOf(event) !== undefined);
  return comeAgain ? unknownSource(source, served) : sourceAwaited(source, served, {});
}

async function judge(deps: ProcessDeps, processing: Processing, subject: Subject): Promise<Judged> {
  if (processing.confirmOnly.has(subject.key)) return DONE;
  if (subject.hasHandle && Date.now() >= processing.deadline) return LEFT;
  const event = readEvent(subject.raw);
  // Its workflow parks it, with the problem as the reason.
  if (!event.ok) return give(deps, processing, subject, '(malformed)', {});
  const handled = { key: subject.key, type: event.type, payload: event.payload ?? {}, source: processing.batch.source };
  const route = processing.routes(handled);
  if (!route) {
    return { ...DONE, unrouted: event.type };
  }
  if (route.kind === 'ignore') {
    return { ...DONE, ignoredBy: route.countedAs };
  }
  if (route.kind === 'park') return give(deps, processing, subject, event.type, {});
  if (route.kind === 'activity') return giveElsewhere(deps, processing, subject, event.type);
  const runsHere = deps.runs.find(eventId(processing.batch.source, subject.key)) !== undefined;
  // The process that began with it may still be at it.
  if (!runsHere && processing.begunBefore) return yieldUp(deps, processing, subject, { eventType: event.type, route });
  if (!runsHere && !route.quick && !subject.isStrict) return give(deps, processing, subject, event.type, {});
  return tryInPlace(deps, processing, subject, route, handled);
}

/**
 * Takes a place for the first try it starts, which the last one gives back when it settles, even if nobody waits for that any more. Waiting
 * for a handler that runs already takes none: it has one, or delivery after delivery of one that hangs would take them all.
 */
async function tryInPlace(
  deps: ProcessDeps,
  processing: Processing,
  subject: Subject,
  route: RunRoute,
  handled: HandledEvent<string>,
): Promise<Judged> {
  const id = eventId(handled.source, handled.key);
  let holdsPlace = false;
  let run: HandlerRun | undefined;
  let failure: EventFailure | undefined;
  try {
    for (let tries = 0; ; tries++) {
      // Found, when the same event came twice or again, or when this batch was begun before in this very process.
      run = deps.runs.find(id);
      if (!run && !holdsPlace) {
        holdsPlace = await deps.runs.places.take(
          handled.source,
          processing.budgetEndsAt - Date.now(),
          processing.enough,
        );
        if (!holdsPlace) return await withoutPlace(deps, processing, subject, handled.type, { tries, failure });
      }
      if (processing.signal.aborted) return LEFT;
      run ??=
        deps.runs.find(id) ??
        startHandler(deps, route, handled, tries + 1, {
          batch: processing.id,
          traceparent: processing.batch.traceparent,
        });
      const outcome = await Promise.race([run.outcome, processing.over]);
      if (processing.signal.aborted && !outcome?.ok) {
        run.abort(new Error('The batch was cancelled.'));
        return LEFT;
      }
      const unfinished = { eventType: handled.type, route };
      if (!outcome) return await yieldUp(deps, processing, subject, { ...unfinished, tries, failure, home: deps.home });
      if (outcome.ok) return DONE;
      deps.runs.collect(id, run);
      failure = outcome.failure;
      const { park, retryAfterMs } = outcome.decision ?? {};
      if (park) return await give(deps, processing, subject, handled.type, { tries: tries + 1, failure, park });
      const pauseMs = retryAfterMs ?? pauseAfter(tries, route, subject);
      const usedUp = tries + 1 >= route.retry.maximumAttempts;
      if (
        usedUp ||
        pauseMs === undefined ||
        Date.now() + pauseMs >= processing.budgetEndsAt ||
        processing.enough.aborted
      ) {
        const afterMs = usedUp ? undefined : retryAfterMs;
        return await yieldUp(deps, processing, subject, { ...unfinished, tries: tries + 1, failure, afterMs });
      }
      await pause(pauseMs, processing.enough);
    }
  } finally {
    const givePlaceBack = (): void => {
      if (holdsPlace) deps.runs.places.give();
    };
    if (run) void run.outcome.then(givePlaceBack);
    else givePlaceBack();
  }
}

/** That there was none is not the event's fault: it does not count as one of its deliveries. */
async function withoutPlace(
  deps: ProcessDeps,
  processing: Processing,
  subject: Subject,
  eventType: string,
  so: { tries: number; failure?: EventFailure },
): Promise<Judged> {
  if (processing.signal.aborted || subject.isStrict) return LEFT;
  // Its equal may have found one meanwhile.
  const runsHere = deps.runs.find(eventId(processing.batch.source, subject.key)) !== undefined;
  return give(deps, processing, subject, eventType, { ...so, ...(runsHere && { home: deps.home }) });
}

/** The pause after so many failed tries; `undefined` when the next is not made in place. */
function pauseAfter(tries: number, route: RunRoute, { isStrict }: Subject): number | undefined {
  const inPlace = IN_PLACE_PAUSES_MS[tries];
  if (inPlace !== undefined || !isStrict) return inPlace;
  // A pause that grows on would soon be longer than what is left of the window.
  return routePauseMs(route, tries + 1 - IN_PLACE_PAUSES_MS.length, PROCESSED_BUDGET_MS / 5);
}

/** How far it came, for the workflow that gets the event. */
type HandedOver = Pick<EventInput, 'tries' | 'failure' | 'park' | 'afterMs' | 'home'>;

interface Unfinished extends HandedOver {
  eventType: string;
  route: RunRoute;
}

/** What becomes of an event whose handler has not finished: left to VOD where it may be, handed over otherwise. */
async function yieldUp(
  deps: ProcessDeps,
  processing: Processing,
  subject: Subject,
  event: Unfinished,
): Promise<Judged> {
  const { eventType, route, tries, failure, afterMs, home } = event;
  if (!subject.isStrict) return give(deps, processing, subject, eventType, { tries, failure, afterMs, home });
  // Cut short by the end of the worker, it was no full delivery.
  if (deps.drain.hurrySignal.aborted) return LEFT;
  if (!subject.isLast) return UNFINISHED;
  // With its tries used up it is parked before another one begins.
  const last = failure ?? { ...DELIVERIES_USED_UP, at: Date.now() };
  return give(deps, processing, subject, eventType, { tries: route.retry.maximumAttempts, failure: last, home });
}

const DELIVERIES_USED_UP = {
  type: 'DeliveriesUsedUp',
  message: 'VOD delivered it as often as the policy "processed" allows, and no handler finished it within a window.',
};

/**
 * Hands an event over whose route names an activity of another worker. With the policy `processed` that is not enough: it is done when that
 * activity is, and otherwise left; the workflow of an event that comes again is waited for again.
 */
async function giveElsewhere(
  deps: ProcessDeps,
  processing: Processing,
  subject: Subject,
  eventType: string,
): Promise<Judged> {
  const given = await give(deps, processing, subject, eventType, {});
  if (!subject.isStrict || given !== OWNED) return given;
  const workflowId = eventId(processing.batch.source, subject.key);
  const leftMs = processing.budgetEndsAt - Date.now();
  if (await completesWithin(deps.client, workflowId, leftMs, processing.enough)) return DONE;
  if (processing.enough.aborted) return LEFT;
  return subject.isLast ? OWNED : UNFINISHED;
}

/** Hands an event over. One that VOD would not deliver again is never left: the whole activity fails and is tried again. */
async function give(
  deps: ProcessDeps,
  processing: Processing,
  { key, raw, hasHandle }: Subject,
  eventType: string,
  so: HandedOver,
): Promise<Judged> {
  const untilMs = hasHandle ? processing.handOverEndsAt : processing.submittedEndsAt;
  const { source, traceparent } = processing.batch;
  const event = { version: 1 as const, source, key, event: raw, ...so };
  const about = { eventType, batch: processing.id, traceparent };
  if (await handOver(deps, { event, ...about, untilMs, signal: processing.signal })) return OWNED;
  if (hasHandle || processing.signal.aborted) return LEFT;
  throw ApplicationFailure.retryable(`Event ${key} has no handle and could not be handed over.`, 'HandOverFailed');
}
