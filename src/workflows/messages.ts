import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { EventState, PollerStatus } from '../core/contract';

/** `vodEvent`: handle a parked event again, its tries counted anew. Ignored while the event is not parked. */
export const retrySignal = defineSignal('retry');
/** `vodEvent`: drop the event, parked or not. */
export const discardSignal = defineSignal('discard');
export const stateQuery = defineQuery<EventState>('state');

/** `vodEventPoller`: stop pulling once what was pulled is through. Survives restarts. */
export const pauseSignal = defineSignal('pause');
/** `vodEventPoller`: go on, at once even when halted. */
export const resumeSignal = defineSignal('resume');
export const statusQuery = defineQuery<PollerStatus>('status');
