import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { shownEventType } from '../core/event-type';
import type { Span, Tracing } from '../tracing/tracing';
import { UNKNOWN_SOURCE } from './failures';
import type { Activities } from './types';

/** `handleEvent`, each attempt a span in the trace of the batch that handed the event over. */
export function tracedHandle(tracing: Tracing, handleEvent: Activities['handleEvent']): Activities['handleEvent'] {
  return async (request) => {
    const { source, key: eventKey, event, traceparent } = request;
    const facts = { source, eventKey, eventType: shownEventType(event), attempt: activityInfo().attempt };
    const span = tracing.start('handle', facts, [traceparent]);
    try {
      const call = await span.within(() => handleEvent(request));
      span.end({ outcome: call ? 'elsewhere' : 'done' });
      return call;
    } catch (error) {
      failWith(span, error);
      throw error;
    }
  };
}

/** That an event is parked is its workflow's doing, which follows from a failure that no try is to follow. */
function failWith(span: Span, error: unknown): void {
  if (!(error instanceof ApplicationFailure)) return span.fail('Interrupted', { outcome: 'interrupted' });
  const { type, nonRetryable } = error;
  if (type === UNKNOWN_SOURCE) return span.fail(type, { outcome: 'interrupted' });
  span.fail(type ?? 'Error', { outcome: nonRetryable ? 'parked' : 'failed' });
}
