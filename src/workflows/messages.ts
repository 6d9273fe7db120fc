import { defineQuery, defineSignal } from '@temporalio/workflow';
import { EVENT_TOO_LARGE_SIGNAL, type EventState, type PollerStatus } from '../core/contract';

/**
 * `vodEvent`: handle a parked event again, its tries counted anew; with `{ event }` that one instead. Refused while it is not parked.
 * What the arguments of both signals are is checked when they arrive: see core/signal-arguments.
 */
export const retrySignal = defineSignal<unknown[]>('retry');
/** `vodEvent`: drop the event, parked or not; with `{ reason }` for that reason. */
export const discardSignal = defineSignal<unknown[]>('discard');
export const stateQuery = defineQuery<EventState>('state');
/** `vodEvent`: the event as it is now, which a retry may have changed. */
export const eventQuery = defineQuery<unknown>('event');

/** `vodEventPoller`: stop pulling once what was pulled is through. Survives restarts. */
export const pauseSignal = defineSignal('pause');
/** `vodEventPoller`: go on, at once even when halted. */
export const resumeSignal = defineSignal('resume');
/** `vodEventPoller`: what its pump had to leave. Not for others. */
export const eventTooLargeSignal = defineSignal<[unknown]>(EVENT_TOO_LARGE_SIGNAL);
export const statusQuery = defineQuery<PollerStatus>('status');
