/** The literal form: the pull is an activity of a looping workflow, and so is the handling of every single event. */
import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { LiteralActivities } from './worker';

const { pullEvents, handleOne, confirmAll } = proxyActivities<LiteralActivities>({ startToCloseTimeout: '12 seconds' });

export async function literal(): Promise<void> {
  while (!workflowInfo().continueAsNewSuggested) {
    const events = await pullEvents();
    if (events.length === 0) continue;
    await Promise.all(events.map((event) => handleOne(event)));
    await confirmAll(events);
  }
  await continueAsNew<typeof literal>();
}
