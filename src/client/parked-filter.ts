import { EVENT_WORKFLOW, eventId } from '../core/contract';
import { shownEventType } from '../core/event-type';
import type { ParkedEvent } from './parked-memo';
import { checkedSource } from './source';

/** Which parked events. What is left out does not matter; all that is given must hold. */
export interface ParkedFilter {
  source?: string;
  /** In any spelling that VOD's documents have. */
  eventType?: string;
  /** Type of the last failure: the name of the error that the handler threw, or one of the contract's failure types. */
  failureType?: string;
  /** ms since 1970, exclusive */
  parkedBefore?: number;
  /** ms since 1970, exclusive */
  parkedAfter?: number;
  /** Only those that were reported as overdue, or only those that were not. */
  overdue?: boolean;
}

/** The part of a filter that the server can apply: the rest is in the memo. */
export function visibilityQuery({ source }: ParkedFilter): string {
  const query = `WorkflowType = '${EVENT_WORKFLOW}' AND ExecutionStatus = 'Running'`;
  if (source === undefined) return query;
  return `${query} AND WorkflowId STARTS_WITH '${eventId(checkedSource(source), '')}'`;
}

export function matches(event: ParkedEvent, filter: ParkedFilter): boolean {
  const { source, eventType, failureType, parkedBefore, parkedAfter, overdue } = filter;
  return (
    (source === undefined || event.source === source) &&
    (eventType === undefined || event.eventType === shownEventType({ EventType: eventType })) &&
    (failureType === undefined || event.failure?.type === failureType) &&
    (parkedBefore === undefined || event.since < parkedBefore) &&
    (parkedAfter === undefined || event.since > parkedAfter) &&
    (overdue === undefined || event.overdue === overdue)
  );
}
