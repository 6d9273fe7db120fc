import { defineQuery, defineSignal } from '@temporalio/workflow';
import { EVENT_TOO_LARGE_SIGNAL, type EventState, type PollerStatus } from '../core/contract';

/** `vodEvent`: handle a parked event again, its tries counted anew. Ignored while the event is not parked. */
export const retrySignal = defineSignal('retry');
/** `vodEvent`: drop the event, parked or not. */
export const discardSignal = defineSignal('discard');
export const stateQuery = defineQuery<EventState>('state');

/** `vodEventPoller`: stop pulling once what was pulled is through. Survives restarts. */
export const pauseSignal = defineSignal('pause');
/** `vodEventPoller`: go on, at once even when halted. */
export const resumeSignal = defineSignal('resume');
/** `vodEventPoller`: what its pump had to leave. Not for others. */
export const eventTooLargeSignal = defineSignal<[unknown]>(EVENT_TOO_LARGE_SIGNAL);
export const statusQuery = defineQuery<PollerStatus>('status');
