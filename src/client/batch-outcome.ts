/**
 * What became of each event of a batch. Its result has counts; which event is which is in its history, where the answer of `processEvents` is
 * kept as the marker of a local activity.
 */
import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { optionalTsToMs, tsToMs } from '@temporalio/common/lib/time';
import type { temporal } from '@temporalio/proto';
import type { BatchResult, EventVerdict } from '../core/contract';
import type { Run } from './batch-events';
import { endOf, historyOf, type Ending } from './history';

export interface BatchOutcome {
  /** Times are ms since 1970. */
  startedAt: number;
  /** Missing while it is processed, and when that failed. */
  processedAt?: number;
  /** In the order of the events; missing like `processedAt`. */
  verdicts?: EventVerdict[];
  /** When the last confirm was answered; missing when nothing had to be confirmed, or was. */
  confirmedAt?: number;
  /** Missing while it is open. */
  ended?: Ending;
  /** Missing unless it was completed. */
  result?: BatchResult;
}

/** `undefined` when it has been removed. */
export async function batchOutcome(client: Client, run: Run): Promise<BatchOutcome | undefined> {
  const events = await historyOf(client, run);
  const [first] = events;
  if (!first) return undefined;
  const outcome: BatchOutcome = { startedAt: tsToMs(first.eventTime) };
  for (const event of events) await learn(client, outcome, event);
  return outcome;
}

async function learn(
  client: Client,
  outcome: BatchOutcome,
  event: temporal.api.history.v1.IHistoryEvent,
): Promise<void> {
  const { loadedDataConverter } = client.options;
  const decoded = async (payloads: temporal.api.common.v1.IPayload[] | null | undefined): Promise<unknown> =>
    (await decodeArrayFromPayloads(loadedDataConverter, payloads))[0];
  const marker = event.markerRecordedEventAttributes;
  const answer = marker?.details?.result?.payloads;
  if (marker && answer) {
    const about = ((await decoded(marker.details?.data?.payloads)) ?? {}) as LocalActivity;
    const at = momentOf(about) ?? tsToMs(event.eventTime);
    if (about.activity_type === 'confirmEvents') outcome.confirmedAt = at;
    if (about.activity_type !== 'processEvents') return;
    outcome.processedAt = at;
    outcome.verdicts = (await decoded(answer)) as EventVerdict[];
  }
  // Only a confirm from another worker is an activity of the usual kind.
  if (event.activityTaskCompletedEventAttributes) outcome.confirmedAt = optionalTsToMs(event.eventTime);
  const completed = event.workflowExecutionCompletedEventAttributes;
  if (completed) outcome.result = (await decoded(completed.result?.payloads)) as BatchResult;
  const ended = endOf(event);
  if (ended) outcome.ended = ended;
}

/** What the SDK notes beside the answer of a local activity. */
interface LocalActivity {
  activity_type?: string;
  complete_time?: { seconds: number; nanos: number };
}

const momentOf = ({ complete_time: time }: LocalActivity): number | undefined =>
  time && time.seconds * 1_000 + Math.floor(time.nanos / 1_000_000);
