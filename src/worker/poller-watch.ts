/**
 * What the poller of a source is doing, whichever worker has its pump. Asked of the server, by a describe, which costs no action and needs no
 * worker: a pump that is pending means that it runs. Only while it has none, or had none just now, the poller itself is asked whether it is
 * paused or halted; a query is an action, so it is not asked again before its history has changed.
 */
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { callWithin } from '../call-within';
import { messageOf } from '../grpc';
import { ask } from '../client/ask';
import { pumpOf, type PumpView } from '../client/poller';
import { pollerId, type PollerStatus } from '../core/contract';
import { FRESH_MS, WATCH_TIMEOUT_MS } from '../core/defaults';
import type { SeenPollerState } from '../core/happenings/pollers';
import type { Observe } from '../core/observe';

export interface PollerSight {
  state: SeenPollerState;
  pump?: PumpView;
  /** ms since 1970: when this was seen. */
  at: number;
}

export class PollerWatch {
  /** The last that the server told; missing until it has. */
  last: PollerSight | undefined;
  /** Whether the last look was answered. */
  isAnswered = false;
  /** When the last look began; of a monotonic clock. */
  private lookedMs = Number.NEGATIVE_INFINITY;
  /** Of the poller when its state was last asked for. */
  private askedAt: { runId: string; length: number } | undefined;

  constructor(
    private readonly client: Client,
    private readonly observe: Observe,
    readonly source: string,
  ) {}

  /** Looks again, unless that was begun just now: the answer is for whoever asks next. However many ask, and whether or not Temporal answers. */
  freshen(): void {
    if (performance.now() - this.lookedMs >= FRESH_MS) void this.look();
  }

  /** Looks once. Never throws. */
  async look(): Promise<void> {
    const { source, observe } = this;
    this.lookedMs = performance.now();
    const was = this.last?.state;
    try {
      this.last = await callWithin(this.client, WATCH_TIMEOUT_MS, () => this.seen());
      this.isAnswered = true;
    } catch (error) {
      this.isAnswered = false;
      observe('poller:watch:failed', { source, error: messageOf(error) });
      observe('poller:state:seen', { source, state: 'unknown' });
      return;
    }
    const { state } = this.last;
    observe('poller:state:seen', { source, state });
    if (was !== undefined && was !== state) observe('poller:state:changed', { source, state, was });
  }

  private async seen(): Promise<PollerSight> {
    const handle = this.client.workflow.getHandle(pollerId(this.source));
    const at = Date.now();
    const description = await handle.describe().catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    });
    if (description?.status.name !== 'RUNNING') return { state: 'missing', at };
    const pump = await pumpOf(this.client, description);
    const { runId, historyLength: length } = description;
    const last = this.last?.state ?? 'unknown';
    const isSame = this.askedAt?.runId === runId && this.askedAt.length === length;
    // A pump may be the probe of a halted poller.
    if (pump && (last === 'running' || isSame)) return { state: isSame ? last : 'running', pump, at };
    if (isSame) return { state: last, at };
    const asked = await ask(this.client, () => handle.query<PollerStatus>('status'), WATCH_TIMEOUT_MS);
    const state = 'answer' in asked ? asked.answer.state : 'unknown';
    this.askedAt = state === 'unknown' ? undefined : { runId, length };
    return { state, ...(pump && { pump }), at };
  }
}
