import { clientFromEnv, handleEvent, handleOf } from '../contender';
import { runContender } from '../temporal-contender';
import type { RawEvent } from '../../../src/vod/api';

const vod = clientFromEnv();
const activities = {
  pullEvents: async (): Promise<RawEvent[]> => (await vod.pullEvents()).events,
  handleOne: (event: RawEvent): Promise<void> => handleEvent(event),
  confirmAll: async (events: RawEvent[]): Promise<void> => void (await vod.confirmEvents(events.map(handleOf))),
};
export type LiteralActivities = typeof activities;

void runContender('literal', require.resolve('./workflows'), activities);
