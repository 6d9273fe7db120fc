import { Context, heartbeat } from '@temporalio/activity';
import type { RawEvent } from '../../../src/vod/api';
import { clientFromEnv, handleEvent, handleOf } from '../contender';
import { runContender } from '../temporal-contender';

const MAX_OPEN = 40;
const HEARTBEAT_EVERY_MS = 5_000;

const vod = clientFromEnv();
const activities = {
  /** Pulls for as long as it may and starts a batch for each pull. */
  pump: async (): Promise<void> => {
    const { info, cancellationSignal } = Context.current();
    const { client } = Context.current();
    const beat = setInterval(() => heartbeat(), HEARTBEAT_EVERY_MS);
    const open = new Set<Promise<unknown>>();
    try {
      for (let n = 0; !cancellationSignal.aborted; n++) {
        const { events } = await vod.pullEvents();
        if (events.length === 0) continue;
        const started = await client.workflow.start('regularBatch', {
          taskQueue: info.taskQueue,
          workflowId: `${info.taskQueue}/${info.activityId}/${n}`,
          args: [events],
          requestEagerStart: true,
        });
        const batch = started.result().finally(() => open.delete(batch));
        open.add(batch);
        if (open.size >= MAX_OPEN) await Promise.race(open);
      }
    } finally {
      clearInterval(beat);
    }
  },
  processAll: async (events: RawEvent[]): Promise<void> => void (await Promise.all(events.map(handleEvent))),
  confirmAll: async (events: RawEvent[]): Promise<void> => void (await vod.confirmEvents(events.map(handleOf))),
};
export type RegularActivities = typeof activities;

void runContender('regular', require.resolve('./workflows'), activities);
