import { identityOf, type EventFailure, type EventMemo } from '../core/contract';
import { shownEventType } from '../core/event-type';

/** A parked event as its workflow's memo tells it: known while no worker runs. */
export interface ParkedEvent {
  source: string;
  key: string;
  eventType: string;
  /** When it was parked, ms since 1970; another time each time. */
  since: number;
  /** Tries that failed since it was handed over or last retried, those in the batch included. */
  tries: number;
  /** Of the last try. */
  failure?: EventFailure;
  /** It has been parked for longer than `VOD_EVENTS_PARKED_REPORT_AFTER`. */
  overdue: boolean;
}

/** The parked event that a workflow's id and memo tell of; undefined when it is not parked. Never throws: anybody may write memos. */
export function parkedEventOf(workflowId: string, memo: Record<string, unknown> | undefined): ParkedEvent | undefined {
  const identity = identityOf(workflowId);
  const { parked, eventType } = (memo ?? {}) as EventMemo;
  if (!identity || typeof parked?.since !== 'number') return undefined;
  const { since, tries, failure, overdue } = parked;
  return {
    ...identity,
    eventType: [parked.eventType, eventType].find((type) => typeof type === 'string') ?? shownEventType(undefined),
    since,
    tries: typeof tries === 'number' ? tries : 0,
    ...(isFailure(failure) && { failure }),
    overdue: overdue === true,
  };
}

function isFailure(failure: Partial<EventFailure> | undefined): failure is EventFailure {
  const { type, message, at } = failure ?? {};
  return typeof type === 'string' && typeof message === 'string' && typeof at === 'number';
}
