/**
 * The wait of a parked event: for a decision, as long as it takes. Where the workers want it, an event that waits too long is reported,
 * once, and waits on: it is never dropped.
 */
import { condition, workflowInfo } from '@temporalio/workflow';
import { observe } from './observe';
import type { OwnedEvent } from './owned-event';

/** Waits until something is asked of the event, or the history has grown too long to wait on in this run. */
export async function decision(owned: OwnedEvent): Promise<void> {
  const over = (): boolean => owned.asked !== undefined || workflowInfo().continueAsNewSuggested;
  const { reportInMs } = owned;
  // No timer where nothing is to be reported: that is how events were parked before there was a report.
  if (reportInMs !== undefined && !(await condition(over, reportInMs))) report(owned);
  await condition(over);
}

function report(owned: OwnedEvent): void {
  owned.markOverdue();
  const { source, key } = owned.identity;
  observe('event:parked:overdue', { source, key, tries: owned.state.tries });
}
