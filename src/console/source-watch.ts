/**
 * The sources of a namespace as the page shows them: by visibility which there are, by describe what their pumps said last. Neither needs a worker,
 * and neither costs an action where Temporal is paid for.
 */
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { inLanes } from '../client/in-lanes';
import { pumpOf, sourcesWithPoller, unreadable } from '../client/poller';
import { pollerId } from '../core/contract';
import { CONSOLE_PER_SOURCE_MS, CONSOLE_REFRESH_MS, CONSOLE_SOURCES_MS } from '../core/defaults';
import type { Calls } from './calls';
import { Fresh } from './fresh';
import { History } from './history';
import { PollerStates } from './poller-states';
import type { PointView, SourceState } from './views';

/** Pollers that are looked at at once. */
const LANES = 20;

export class SourceWatch {
  private readonly names: Fresh<string[]>;
  private readonly states: Fresh<SourceState[]>;
  private readonly pollers: PollerStates;
  private readonly histories = new Map<string, History>();
  private seq = 0;

  constructor(
    private readonly client: Client,
    calls: Calls,
  ) {
    this.pollers = new PollerStates(client, calls);
    this.names = new Fresh(
      () => sourcesWithPoller(this.client),
      () => CONSOLE_SOURCES_MS,
    );
    this.states = new Fresh(
      () => this.look(),
      () => Math.max(CONSOLE_REFRESH_MS, CONSOLE_PER_SOURCE_MS * this.histories.size),
    );
  }

  /**
   * Every source with a poller, by name, at most a second old, or more where there are very many.
   * @throws what Temporal's client throws
   */
  sources(): Promise<SourceState[]> {
    return this.states.get();
  }

  /** What is new since `after`, and what to ask for next time. */
  points(after: number): { points: Record<string, PointView[]>; seq: number } {
    const points: Record<string, PointView[]> = {};
    for (const [source, history] of this.histories) {
      const found = history.after(after);
      if (found.length > 0) points[source] = found;
    }
    return { points, seq: this.seq };
  }

  private async look(): Promise<SourceState[]> {
    const found: SourceState[] = [];
    await inLanes(await this.names.get(), LANES, async (source) => {
      const state = await this.stateOf(source).catch((error: unknown) => unreadable(source, error));
      if (state) found.push(state);
    });
    const names = new Set(found.map(({ source }) => source));
    this.pollers.keep(names);
    for (const source of this.histories.keys()) if (!names.has(source)) this.histories.delete(source);
    return found.sort((one, other) => (one.source < other.source ? -1 : 1));
  }

  /** `undefined` when its poller has ended since it was listed. */
  private async stateOf(source: string): Promise<SourceState | undefined> {
    const description = await this.client.workflow
      .getHandle(pollerId(source))
      .describe()
      .catch((error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw error;
      });
    if (description?.status.name !== 'RUNNING') return undefined;
    const pump = await pumpOf(this.client, description);
    if (pump?.report && pump.reportedAt !== undefined) {
      this.historyOf(source).add(pump.report, pump.reportedAt, ++this.seq);
    }
    const said = this.pollers.of(source, description);
    return {
      ...(said && 'answer' in said ? said.answer : { source, state: pump?.running ? 'running' : 'unknown', ...said }),
      ...(pump && { pumping: pump.running }),
      ...(pump?.report && { report: pump.report }),
      ...(pump?.reportedAt !== undefined && { reportedAt: pump.reportedAt }),
    };
  }

  private historyOf(source: string): History {
    const history = this.histories.get(source) ?? new History();
    this.histories.set(source, history);
    return history;
  }
}
