// Of the compose file, until ROUTES names yours: logs what comes, and confirms it.
import { defineRoutes } from 'temporal-vod-events';

export default defineRoutes({
  '*': ({ type, key }, { log }) => log.info('An event', { eventType: type, eventKey: key }),
});
