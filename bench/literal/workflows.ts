/**
 * The literal form of "consume a queue with Temporal", to compare with: a workflow that loops for ever and does everything as an activity.
 * One to pull, one for each event, one to confirm what succeeded.
 */
import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { LiteralActivities } from './activities';

const { pull } = proxyActivities<LiteralActivities>({ startToCloseTimeout: '15s' });
const { handle } = proxyActivities<LiteralActivities>({
  startToCloseTimeout: '20s',
  scheduleToCloseTimeout: '20s',
});
const { confirm } = proxyActivities<LiteralActivities>({ startToCloseTimeout: '5s', scheduleToCloseTimeout: '8s' });

export async function literalLoop(): Promise<void> {
  while (!workflowInfo().continueAsNewSuggested) {
    const events = await pull();
    const outcomes = await Promise.allSettled(events.map((event) => handle(event)));
    const handles = events.flatMap(({ handle }, index) => (outcomes[index]?.status === 'fulfilled' ? [handle] : []));
    if (handles.length > 0) await confirm(handles);
  }
  await continueAsNew<typeof literalLoop>();
}
