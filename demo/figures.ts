import { defaultPayloadConverter } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import { pollerId, type PumpReport } from '../src/client';
import type { EmulatorStats, VodEmulator } from '../src/testing';

/** What the demo shows, at one moment. */
export interface Figures {
  /** From the side of VOD: what it gave out and got confirmed. */
  vod: EmulatorStats;
  /** What the pump says in its heartbeat; behind by some seconds. */
  pump: Partial<PumpReport>;
  /** Events that have a workflow of their own now: still being handled, and parked. */
  handling: number;
  parked: string[];
}

export async function collectFigures(client: Client, emulator: VodEmulator, source: string): Promise<Figures> {
  const [pump, owned] = await Promise.all([pumpReport(client, source), ownedEvents(client, source)]);
  return { vod: emulator.stats(), pump, ...owned };
}

async function pumpReport(client: Client, source: string): Promise<Partial<PumpReport>> {
  const { raw } = await client.workflow.getHandle(pollerId(source)).describe();
  const payload = raw.pendingActivities?.[0]?.heartbeatDetails?.payloads?.[0];
  return payload ? defaultPayloadConverter.fromPayload<Partial<PumpReport>>(payload) : {};
}

/** Nothing but Temporal's visibility is needed to find parked events: their workflows are open and have a memo. */
async function ownedEvents(client: Client, source: string): Promise<Pick<Figures, 'handling' | 'parked'>> {
  const query = `WorkflowType = 'vodEvent' AND ExecutionStatus = 'Running' AND WorkflowId STARTS_WITH 'vod-event/${source}/'`;
  const parked: string[] = [];
  let handling = 0;
  for await (const { workflowId, memo } of client.workflow.list({ query })) {
    if (memo?.parked) parked.push(workflowId);
    else handling++;
  }
  return { handling, parked };
}

/** Keeps the newest figures; a moment without Temporal leaves the last ones standing. */
export class LatestFigures {
  private latest: Figures;

  constructor(
    private readonly client: Client,
    private readonly emulator: VodEmulator,
    private readonly source: string,
  ) {
    this.latest = { vod: emulator.stats(), pump: {}, handling: 0, parked: [] };
  }

  async refresh(): Promise<Figures> {
    try {
      const next = await collectFigures(this.client, this.emulator, this.source);
      // Between two pumps there is no heartbeat: the last one still holds.
      this.latest = { ...next, pump: { ...this.latest.pump, ...next.pump } };
    } catch {
      this.latest = { ...this.latest, vod: this.emulator.stats() };
    }
    return this.latest;
  }
}
