/**
 * `vodEvent`: owns one event that was not done in its batch.
 *
 *   handling ──handler succeeds──▶ done
 *      │  ▲
 *      │  └───────retry─────────┐
 *      └──tries used up──▶ parked ──discard──▶ discarded
 *
 * `discard` also ends an event that is still being handled: its handler's signal is aborted. `retry` means something only when parked.
 */
import { makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import type { EventInput, EventResult } from '../core/contract';
import { parseEventInput } from '../core/input';
import { checkedInput } from './checked-input';
import { OwnedEvent } from './owned-event';
import { decision } from './parked';

export async function vodEvent(input: EventInput): Promise<EventResult> {
  const owned = new OwnedEvent(checkedInput(parseEventInput, input, 'waits'));
  for (;;) {
    if (!owned.isParked) {
      const outcome = await owned.handled();
      if (outcome === 'done' || outcome === 'discarded') return owned.end(outcome);
      owned.park(outcome);
    }
    await decision(owned);
    if (owned.asked === 'discard') return owned.end('discarded');
    if (owned.asked === 'retry') owned.unpark();
    // Parked or not: signals that are refused make a history longer too, and at the server's limit the event would be lost.
    if (workflowInfo().continueAsNewSuggested) await nextRun(owned);
  }
}

/** The memo has to be handed on too: without one the event would wait where no list finds it. */
function nextRun(owned: OwnedEvent): Promise<never> {
  return makeContinueAsNewFunc<typeof vodEvent>({ memo: { ...owned.memo } })(owned.handedOn());
}
