import { proxyActivities } from '@temporalio/workflow';
import type * as activities from './plugin-activities';

export * from 'temporal-vod-events/workflows';

const { greet } = proxyActivities<typeof activities>({ startToCloseTimeout: '1 minute' });

export function greeting(name: string): Promise<string> {
  return greet(name);
}
