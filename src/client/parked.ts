/**
 * Parked events for operators and programs: found and decided about, one list at a time, through the caller's own Temporal client. Needs no
 * worker.
 */
import type { Client } from '@temporalio/client';
import type { DiscardArgument } from '../core/contract';
import { parseDiscardArguments } from '../core/signal-arguments';
import { argumentsOf, sendIfSame, type Snapshot } from './event';
import { bulk, type BulkOptions, type BulkResult } from './parked-bulk';
import { matches, visibilityQuery, type ParkedFilter } from './parked-filter';
import { parkedEventOf, type ParkedEvent } from './parked-memo';

export interface ParkedEvents {
  /**
   * Parked events, in no promised order. By visibility, which runs some moments behind: one that was just decided about may still be there.
   * @throws InvalidInput when the filter's source cannot be one.
   */
  list(filter?: ParkedFilter): AsyncIterable<ParkedEvent>;
  /**
   * Has all these parked events handled again: those that match a filter, or those that `list` gave. Which ones is settled before the first
   * signal, and each is looked at again right before its own: one that ended or was parked anew meanwhile is skipped, so that an event whose
   * handler still fails gets one retry a run.
   * @throws InvalidInput and RangeError for wrong arguments, and what Temporal's client throws when the events cannot be listed.
   */
  retryAll(which: ParkedFilter | readonly ParkedEvent[], options?: BulkOptions): Promise<BulkResult>;
  /** Drops all these parked events for good; otherwise like `retryAll`. */
  discardAll(
    which: ParkedFilter | readonly ParkedEvent[],
    options?: BulkOptions & DiscardArgument,
  ): Promise<BulkResult>;
}

type Which = ParkedFilter | readonly ParkedEvent[];

/** The parked events of a namespace, whatever their source. */
export function parkedEvents(client: Client): ParkedEvents {
  const all = (which: Which, signal: string, args: unknown[], options: BulkOptions): Promise<BulkResult> =>
    bulk(
      () => snapshot(client, which),
      (event) => sendIfSame(client, event, signal, args),
      options,
    );
  return {
    list: (filter = {}) => list(client, filter),
    retryAll: (which, options = {}) => all(which, 'retry', [], options),
    discardAll: async (which, { reason, ...options } = {}) =>
      all(which, 'discard', argumentsOf(parseDiscardArguments([{ reason }])), options),
  };
}

async function* list(client: Client, filter: ParkedFilter): AsyncGenerator<ParkedEvent> {
  for await (const { workflowId, memo } of client.workflow.list({ query: visibilityQuery(filter) })) {
    const event = parkedEventOf(workflowId, memo);
    if (event && matches(event, filter)) yield event;
  }
}

/** Taken as a whole before the first signal, so that a run never meets what it has set going itself. */
async function snapshot(client: Client, which: Which): Promise<Snapshot[]> {
  const events: Snapshot[] = [];
  for await (const { source, key, since } of isList(which) ? which : list(client, which)) {
    events.push({ source, key, since });
  }
  return events;
}

function isList(which: Which): which is readonly ParkedEvent[] {
  return Array.isArray(which);
}
