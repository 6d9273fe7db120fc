import { messageOf } from '../grpc';
import type { Snapshot } from './event';
import { inLanes } from './in-lanes';

/** How a run over many events goes about it. */
export interface BulkOptions {
  /** Only count: send nothing. Default false. */
  dryRun?: boolean;
  /** Events under way at once, 1 to 100; each is two calls to Temporal. Default 10. */
  concurrency?: number;
  /** Called after every event with the figures so far. */
  onProgress?: (soFar: Readonly<BulkResult>) => void;
}

export interface BulkResult {
  /** Events that were found parked and matched when the run began. */
  matched: number;
  signalled: number;
  /** Not parked any more, or parked anew, when their turn came: somebody else has decided meanwhile. */
  skipped: number;
  /** Temporal refused the signal, or did not answer. The event stays as it was, as far as is known. */
  failed: { source: string; key: string; problem: string }[];
}

const DEFAULT_CONCURRENCY = 10;
const MAX_CONCURRENCY = 100;

/** Acts on every event once. `act` says false when the event is not as in the snapshot any more. */
export async function bulk(
  snapshot: () => Promise<readonly Snapshot[]>,
  act: (event: Snapshot) => Promise<boolean>,
  { dryRun = false, concurrency = DEFAULT_CONCURRENCY, onProgress = () => {} }: BulkOptions,
): Promise<BulkResult> {
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MAX_CONCURRENCY) {
    throw new RangeError(`"concurrency" must be a whole number from 1 to ${MAX_CONCURRENCY}; it was ${concurrency}.`);
  }
  const events = await snapshot();
  const result: BulkResult = { matched: events.length, signalled: 0, skipped: 0, failed: [] };
  if (dryRun) return result;
  await inLanes(events, concurrency, async (event) => {
    try {
      if (await act(event)) result.signalled++;
      else result.skipped++;
    } catch (error) {
      const { source, key } = event;
      result.failed.push({ source, key, problem: messageOf(error) });
    }
    onProgress(result);
  });
  return result;
}
