import { defaultPayloadConverter } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import { EVENT_WORKFLOW, eventId, pollerId, type PumpReport } from '../src/client';
import type { EmulatorStats, JournalEntry, VodEmulator } from '../src/testing';

interface ParkedEvent {
  workflowId: string;
  /** Why its last try failed. */
  message: string;
}

/** What the demo shows, at one moment. */
export interface Figures {
  /** From the side of VOD. */
  vod: EmulatorStats;
  seen: Seen;
  /** Confirmed events a second, over the last ten seconds. */
  perSecond: number;
  /** The pump's heartbeat; behind by up to five seconds. */
  pump?: PumpReport;
  /** Events whose workflow is at it. */
  handling: number;
  parked: ParkedEvent[];
}

/** What only the emulator's journal tells. */
interface Seen {
  confirmedOnFirstDelivery: number;
  /** Confirms after the window. */
  late: number;
  lastError?: { api: string; code: string };
}

/** Answers that are no errors: a queue without events says `ResourceNotFound`, and a client that went away got no answer. */
const FINE = new Set(['ok', 'ResourceNotFound', 'clientGone']);

/** Keeps count of the journal, which itself need not be kept. */
export class JournalCounts implements Seen {
  confirmedOnFirstDelivery = 0;
  late = 0;
  lastError?: Seen['lastError'];

  readonly add = (entry: JournalEntry): void => {
    if (entry.kind === 'confirmed' && entry.delivery === 1) this.confirmedOnFirstDelivery++;
    if (entry.kind === 'confirmRefused' && entry.reason === 'late') this.late++;
    if (entry.kind === 'call' && !FINE.has(entry.code)) this.lastError = { api: entry.api, code: entry.code };
  };
}

const RATE_OVER_MS = 10_000;

/** Puts the figures together, from the emulator, the pump's heartbeat and Temporal's visibility. */
export class FigureCollector {
  private fromTemporal: Pick<Figures, 'pump' | 'handling' | 'parked'> = { handling: 0, parked: [] };
  private recent: { at: number; confirmed: number }[] = [];

  constructor(
    private readonly deps: { client: Client; emulator: VodEmulator; counts: JournalCounts; source: string },
  ) {}

  /** Never rejects: while Temporal does not answer, what it said last stands. */
  async collect(): Promise<Figures> {
    const { client, emulator, counts, source } = this.deps;
    try {
      await client.withDeadline(Date.now() + 5_000, async () => {
        const [pump, events] = await Promise.all([pumpReport(client, source), openEvents(client, source)]);
        // Between two pumps there is no heartbeat: the last one still holds.
        this.fromTemporal = { pump: pump ?? this.fromTemporal.pump, ...events };
      });
    } catch {
      // The next one may succeed.
    }
    const vod = emulator.stats();
    const { confirmedOnFirstDelivery, late, lastError } = counts;
    const seen = { confirmedOnFirstDelivery, late, lastError };
    return { vod, seen, perSecond: this.perSecond(vod.confirmed), ...this.fromTemporal };
  }

  private perSecond(confirmed: number): number {
    const at = Date.now();
    this.recent = [...this.recent.filter((then) => at - then.at <= RATE_OVER_MS), { at, confirmed }];
    const oldest = this.recent[0];
    return oldest && oldest.at < at ? ((confirmed - oldest.confirmed) * 1_000) / (at - oldest.at) : 0;
  }
}

/** Describing the poller is all it takes: the pump is its only activity. */
async function pumpReport(client: Client, source: string): Promise<PumpReport | undefined> {
  const { raw } = await client.workflow.getHandle(pollerId(source)).describe();
  const payload = raw.pendingActivities?.[0]?.heartbeatDetails?.payloads?.[0];
  const report: unknown = payload && defaultPayloadConverter.fromPayload(payload);
  return isPumpReport(report) ? report : undefined;
}

/** The parked ones are found by Temporal's visibility alone: their workflows are open and say so in their memo. */
async function openEvents(client: Client, source: string): Promise<Pick<Figures, 'handling' | 'parked'>> {
  const query = `WorkflowType = '${EVENT_WORKFLOW}' AND ExecutionStatus = 'Running' AND WorkflowId STARTS_WITH '${eventId(source, '')}'`;
  const parked: ParkedEvent[] = [];
  let handling = 0;
  for await (const { workflowId, memo } of client.workflow.list({ query })) {
    if (memo?.parked) parked.push({ workflowId, message: failureMessage(memo.parked) });
    else handling++;
  }
  return { handling, parked };
}

function isPumpReport(value: unknown): value is PumpReport {
  return typeof value === 'object' && value !== null && 'pulls' in value && 'done' in value && 'owned' in value;
}

function failureMessage(parked: unknown): string {
  if (typeof parked !== 'object' || parked === null || !('failure' in parked)) return '';
  const { failure } = parked;
  return typeof failure === 'object' && failure !== null && 'message' in failure ? String(failure.message) : '';
}
