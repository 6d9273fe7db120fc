/**
 * What earlier deliveries have to say about the events of a batch, and what a batch has to say about deliveries to come.
 */
import type { BatchInput, BatchResult } from '../core/contract';
import { handleOf } from '../core/handle';
import { contentKey, eventKey } from '../vod/event-key';
import type { RawEvent } from '../vod/api';
import type { SourceClient } from './source-client';

export type KnowledgeOf = Pick<SourceClient, 'memory' | 'unfinished' | 'confirmPolicy' | 'maxDeliveries'>;

/** The members of a batch's input that depend on earlier deliveries, and the policy that decides about later ones. */
export function knownOf(
  { memory, unfinished, confirmPolicy, maxDeliveries }: KnowledgeOf,
  events: readonly RawEvent[],
): Pick<BatchInput, 'confirmOnly' | 'confirmPolicy' | 'lastDelivery'> {
  const confirmOnly =
    memory.size === 0
      ? []
      : events.map((event) => eventKey(event, handleOf(event) ?? '')).filter((key) => memory.has(key));
  const isProcessed = confirmPolicy === 'processed';
  // Hashing every event is left out while nothing is known of any, which is the ordinary case.
  const mayBeLast = isProcessed && (unfinished.size > 0 || maxDeliveries === 1);
  const lastDelivery = mayBeLast
    ? events.map(contentKey).filter((key) => unfinished.get(key) + 1 >= maxDeliveries)
    : [];
  return {
    ...(confirmOnly.length > 0 && { confirmOnly }),
    ...(isProcessed && { confirmPolicy }),
    ...(lastDelivery.length > 0 && { lastDelivery }),
  };
}

/** How many of a batch's events an earlier delivery has brought, as far as that is known. */
export function knownBefore({ unfinished }: KnowledgeOf, { events, confirmOnly = [] }: BatchInput): number {
  const left = unfinished.size === 0 ? 0 : events.filter((event) => unfinished.get(contentKey(event)) > 0).length;
  return confirmOnly.length + left;
}

export function learnFrom(
  { memory, unfinished }: KnowledgeOf,
  { events, confirmOnly = [], confirmPolicy }: BatchInput,
  result: BatchResult,
): void {
  memory.forget(confirmOnly);
  memory.remember(result.unconfirmed);
  if (confirmPolicy !== 'processed') return;
  const left = new Set(result.unfinished);
  if (left.size === 0 && unfinished.size === 0) return;
  // What else was left was not tried: it is neither one delivery more nor settled.
  const isSettled = result.left === left.size;
  events.forEach((event, index) => {
    if (left.has(index)) unfinished.add(contentKey(event));
    else if (isSettled) unfinished.forget(contentKey(event));
  });
}
