/**
 * What one `vodEvent` knows of its event, and the signals and queries by which others ask and decide about it.
 *
 * A signal that is wrong, or comes at the wrong moment, changes nothing: it is refused, which the query `state` and a line of the log say.
 */
import { CancellationScope, isCancellation, setCurrentDetails, setHandler, upsertMemo } from '@temporalio/workflow';
import type {
  AwaitedActivity,
  EventCarried,
  EventInput,
  EventMemo,
  EventPhase,
  EventResult,
  EventState,
  RefusedSignal,
} from '../core/contract';
import { shownEventType } from '../core/event-type';
import { InvalidInput } from '../core/input';
import { parseDiscardArguments, parseRetryArguments } from '../core/signal-arguments';
import { handle, type UsedUp } from './handle';
import { discardSignal, eventQuery, retrySignal, stateQuery } from './messages';
import { observe } from './observe';

export class OwnedEvent {
  state: EventState;
  /** What was decided about it and not yet done. */
  asked: 'retry' | 'discard' | undefined;
  private input: EventInput;
  private reason: string | undefined;
  private reportAfterMs: number | undefined;
  private handling = new CancellationScope();

  constructor({ carried, ...input }: EventInput) {
    const { reportAfterMs, ...state } = carried ?? firstState(input);
    this.input = input;
    this.state = state;
    this.reportAfterMs = reportAfterMs;
    setHandler(stateQuery, () => this.state);
    setHandler(eventQuery, () => this.input.event);
    setHandler(retrySignal, (...args) => this.accept('retry', () => this.retry(args)));
    setHandler(discardSignal, (...args) => this.accept('discard', () => this.discard(args)));
  }

  get identity(): { source: string; key: string } {
    const { source, key } = this.input;
    return { source, key };
  }

  get isParked(): boolean {
    return this.state.state === 'parked';
  }

  /** What its memo says, or is to say. */
  get memo(): EventMemo {
    const { since, tries, failure, overdue } = this.state;
    const eventType = shownEventType(this.input.event);
    return { eventType, ...(this.isParked && { parked: { since, tries, failure, eventType, overdue } }) };
  }

  /** In how many ms this parked event is to be reported; undefined when it is not, or was. */
  get reportInMs(): number | undefined {
    if (this.reportAfterMs === undefined || this.state.overdue) return undefined;
    return Math.max(1, this.state.since + this.reportAfterMs - Date.now());
  }

  /** Sees its tries through. */
  async handled(): Promise<'done' | 'discarded' | UsedUp> {
    try {
      return await this.handling.run(() => handle(this.input, (awaited) => this.waitFor(awaited)));
    } catch (error) {
      // Cancelled by a discard, or by whoever cancelled the workflow: that is a decision too, and Temporal's own word for it stands.
      if (this.asked === 'discard' && isCancellation(error)) return 'discarded';
      throw error;
    }
  }

  park({ tries, failure, reportAfterMs }: UsedUp): void {
    this.enter('parked', { tries, failure });
    this.state.firstParkedAt ??= this.state.since;
    this.reportAfterMs = reportAfterMs;
    upsertMemo({ parked: this.memo.parked } satisfies EventMemo);
    observe('event:state:parked', { ...this.identity, tries, failureType: failure.type });
  }

  markOverdue(): void {
    this.state = { ...this.state, overdue: true };
    upsertMemo({ parked: this.memo.parked } satisfies EventMemo);
  }

  /** Makes it one that is handled, its tries counted anew. */
  unpark(): void {
    upsertMemo({ parked: null, eventType: shownEventType(this.input.event) } satisfies EventMemo);
    const { source, key, event, traceparent } = this.input;
    this.input = { version: 1, source, key, event, tries: 0, ...(traceparent !== undefined && { traceparent }) };
    this.asked = undefined;
    this.handling = new CancellationScope();
    this.enter('handling', { tries: 0, overdue: undefined });
  }

  end(how: EventResult['state']): EventResult {
    this.enter(how);
    const { reason } = this;
    return { state: how, tries: this.state.tries, ...(how === 'discarded' && reason !== undefined && { reason }) };
  }

  /** The input of a next run that is to go on from here. */
  handedOn(): EventInput {
    const { state, reportAfterMs } = this;
    return { ...this.input, carried: { ...state, reportAfterMs } as EventCarried };
  }

  private retry(args: readonly unknown[]): void {
    const { event } = parseRetryArguments(args);
    if (this.asked === 'discard') throw new InvalidInput('The event has been discarded.');
    if (!this.isParked) throw new InvalidInput('The event is not parked; it is being handled.');
    if (event) this.input = { ...this.input, event };
    this.asked = 'retry';
  }

  private discard(args: readonly unknown[]): void {
    const { reason } = parseDiscardArguments(args);
    if (this.asked === 'discard') throw new InvalidInput('The event has been discarded already.');
    this.reason = reason;
    this.asked = 'discard';
    this.handling.cancel();
  }

  private accept(signal: RefusedSignal['signal'], act: () => void): void {
    try {
      act();
      this.state = { ...this.state, refused: undefined };
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const problem = error.message;
      this.state = { ...this.state, refused: { signal, problem, at: Date.now() } };
      observe('event:signal:refused', { ...this.identity, signal, problem });
    }
  }

  private waitFor(waitingFor: AwaitedActivity | undefined): void {
    this.state = { ...this.state, waitingFor };
    this.tell();
  }

  private enter(next: EventPhase, details: Partial<EventState> = {}): void {
    this.state = { ...this.state, ...details, state: next, since: Date.now() };
    this.tell();
  }

  /** In the UI and by describe, also while no worker runs. */
  private tell(): void {
    const { state, tries, failure, waitingFor } = this.state;
    const awaited = waitingFor
      ? ` Waiting for activity \`${waitingFor.activity}\` on task queue \`${waitingFor.taskQueue}\`.`
      : '';
    setCurrentDetails(`**${state}**, ${tries} failed tries.${awaited} ${failure?.message ?? ''}`);
  }
}

function firstState({ tries = 0, failure }: EventInput): EventState & { reportAfterMs?: number } {
  return { state: 'handling', tries, since: Date.now(), ownedAt: Date.now(), failure };
}
