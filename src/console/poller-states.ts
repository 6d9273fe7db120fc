/**
 * What a poller says of itself, asked as rarely as can be: each query is a workflow task for a worker, and costs an action where Temporal is paid
 * for. Nothing that it answers changes without a line in its history, whose length every look at it tells for free.
 */
import type { Client } from '@temporalio/client';
import { ask, type Answer } from '../client/ask';
import { pollerId, type PollerStatus } from '../core/contract';
import { CONSOLE_ASK_AGAIN_MS, OVERVIEW_PATIENCE_MS } from '../core/defaults';
import type { Calls } from './calls';

/** As a describe has them. */
interface Seen {
  runId: string;
  historyLength: number;
}

interface Asked extends Seen {
  /** Of its beginning, by `performance.now()`. */
  at: number;
  isUnderWay: boolean;
  answer?: Answer<PollerStatus>;
}

export class PollerStates {
  private readonly asked = new Map<string, Asked>();

  constructor(
    private readonly client: Client,
    private readonly calls: Calls,
  ) {}

  /** What it said last. Asks anew, behind the caller's back, when that is not the latest. */
  of(source: string, seen: Seen): Answer<PollerStatus> | undefined {
    const before = this.asked.get(source);
    if (!before?.isUnderWay && isStale(before, seen)) void this.askAnew(source, seen, before?.answer);
    return this.asked.get(source)?.answer;
  }

  /** Nothing else is remembered for ever. */
  keep(sources: ReadonlySet<string>): void {
    for (const source of this.asked.keys()) if (!sources.has(source)) this.asked.delete(source);
  }

  private async askAnew(source: string, { runId, historyLength }: Seen, answer: Asked['answer']): Promise<void> {
    const asked: Asked = { runId, historyLength, at: performance.now(), isUnderWay: true, ...(answer && { answer }) };
    this.asked.set(source, asked);
    const handle = this.client.workflow.getHandle(pollerId(source));
    asked.answer = await this.calls.track(
      ask(this.client, () => handle.query<PollerStatus>('status'), OVERVIEW_PATIENCE_MS),
    );
    asked.isUnderWay = false;
  }
}

/** A run that continues as new may have a history of the same length. */
function isStale(asked: Asked | undefined, { runId, historyLength }: Seen): boolean {
  if (!asked?.answer || asked.runId !== runId || asked.historyLength !== historyLength) return true;
  return 'unanswered' in asked.answer && performance.now() - asked.at >= CONSOLE_ASK_AGAIN_MS;
}
