import type { BatchInput, EventVerdict } from './contract';
import { handleOf } from './handle';

export interface SettledHandle {
  key: string;
  handle: string;
}

/** The handles that may be confirmed: those of events that are done or owned. */
export function settledHandles(batch: BatchInput, verdicts: readonly EventVerdict[]): SettledHandle[] {
  return batch.events.flatMap((event, index) => {
    const handle = handleOf(event);
    const judged = verdicts[index];
    return handle !== undefined && judged !== undefined && judged.verdict !== 'left'
      ? [{ key: judged.key, handle }]
      : [];
  });
}
