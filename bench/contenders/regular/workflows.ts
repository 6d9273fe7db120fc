/** A pump, and for each pull a batch of two regular activities: the design before its steps became local ones. */
import { proxyActivities } from '@temporalio/workflow';
import type { RawEvent } from '../../../src/vod/api';
import type { RegularActivities } from './worker';

const { pump } = proxyActivities<RegularActivities>({ startToCloseTimeout: '1 hour', heartbeatTimeout: '15 seconds' });
const { processAll, confirmAll } = proxyActivities<RegularActivities>({ startToCloseTimeout: '12 seconds' });

export async function regular(): Promise<void> {
  await pump();
}

export async function regularBatch(events: RawEvent[]): Promise<void> {
  await processAll(events);
  await confirmAll(events);
}
