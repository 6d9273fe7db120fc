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
import {
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  setCurrentDetails,
  setHandler,
  upsertMemo,
  workflowInfo,
} from '@temporalio/workflow';
import type { EventInput, EventPhase, EventResult, EventState } from '../core/contract';
import { parseEventInput } from '../core/input';
import { checkedInput } from './checked-input';
import { handle } from './handle';
import { discardSignal, retrySignal, stateQuery } from './messages';

export async function vodEvent(input: EventInput): Promise<EventResult> {
  let event = checkedInput(parseEventInput, input);
  let state: EventState = { state: 'handling', tries: event.tries ?? 0, since: Date.now(), failure: event.failure };
  let handling = new CancellationScope();
  let retryAsked = false;
  let discarded = false;

  setHandler(stateQuery, () => state);
  setHandler(retrySignal, () => {
    retryAsked = state.state === 'parked';
  });
  setHandler(discardSignal, () => {
    discarded = true;
    handling.cancel();
  });
  const enter = (next: EventPhase, details: Partial<EventState> = {}): void => {
    state = { ...state, ...details, state: next, since: Date.now() };
    setCurrentDetails(`**${state.state}**, ${state.tries} failed tries. ${state.failure?.message ?? ''}`);
  };
  const end = (how: EventResult['state']): EventResult => {
    enter(how);
    return { state: how, tries: state.tries };
  };

  for (;;) {
    const outcome = await handling
      .run(() => handle(event))
      .catch((error: unknown) => {
        // Cancelled by a discard, or by whoever cancelled the workflow: that is a decision too, and Temporal's own word for it stands.
        if (discarded && isCancellation(error)) return 'discarded' as const;
        throw error;
      });
    if (outcome === 'done' || outcome === 'discarded') return end(outcome);

    enter('parked', outcome);
    upsertMemo({ parked: { since: state.since, tries: state.tries, failure: state.failure } });
    log.warn('Event parked: send it the signal "retry" or "discard"', { source: event.source, key: event.key });
    await condition(() => retryAsked || discarded);
    if (discarded) return end('discarded');

    upsertMemo({ parked: null });
    event = { version: 1, source: event.source, key: event.key, event: event.event, tries: 0 };
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof vodEvent>(event);
    retryAsked = false;
    handling = new CancellationScope();
    enter('handling', { tries: 0 });
  }
}
