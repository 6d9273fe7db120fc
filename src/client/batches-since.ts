import type { Client } from '@temporalio/client';
import { BATCH_WORKFLOW, batchId } from '../core/contract';
import { CLOCK_SKEW_MS, VISIBILITY_LAG_MS } from '../core/defaults';
import { eventsInBatch } from './batch-events';
import { inLanes } from './in-lanes';
import { listed, type Listed } from './listing';
import type { AnyEvent } from './wanted';

/** Inputs read at once. */
const LANES = 10;

type Run = Pick<Listed, 'workflowId' | 'runId' | 'startedAt'>;

/** The batches of a source that were started since some moment, each read once. */
export class BatchesSince {
  /** How many have been read. */
  read = 0;
  /** When those started that a list may still show again, by the id of their run; ms since 1970 by Temporal's clock. */
  private readonly known = new Map<string, number>();

  constructor(
    private readonly client: Client,
    private readonly source: string,
    private readonly since: number,
  ) {}

  /** An event in one of the batches that were not there before; of several that match, any. */
  async find(matches: (event: AnyEvent) => boolean): Promise<AnyEvent | undefined> {
    let found: AnyEvent | undefined;
    let failure: { error: unknown } | undefined;
    await inLanes(await this.unread(), LANES, async (run) => {
      // The others are of no interest any more.
      if (found || failure) return;
      try {
        const { events } = (await eventsInBatch(this.client, run)) ?? { events: [] };
        const match = events.flatMap(({ readable }) => readable ?? []).find(matches);
        this.read++;
        this.known.set(run.runId, run.startedAt);
        found ??= match;
      } catch (error) {
        failure = { error };
      }
    });
    if (!found && failure) throw failure.error;
    return found;
  }

  private async unread(): Promise<Run[]> {
    const latest = [...this.known.values()].reduce((one, other) => Math.max(one, other), this.since);
    const from = Math.max(this.since, latest - VISIBILITY_LAG_MS);
    for (const [runId, startedAt] of this.known) if (startedAt < from) this.known.delete(runId);
    const query =
      `WorkflowType = '${BATCH_WORKFLOW}' AND WorkflowId STARTS_WITH '${batchId(this.source, '')}' ` +
      `AND StartTime >= '${new Date(from - CLOCK_SKEW_MS).toISOString()}'`;
    const unread: Run[] = [];
    for await (const run of listed(this.client, query)) if (!this.known.has(run.runId)) unread.push(run);
    return unread;
  }
}
