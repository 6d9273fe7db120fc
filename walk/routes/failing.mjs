// The same, with a mistake in one handler.
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineRoutes } from 'temporal-vod-events';

const handled = new URL('handled.log', import.meta.url);
const note = ({ key }) => appendFileSync(handled, `${key}\n`);

export default defineRoutes({
  EditMediaComplete: async (event, { signal }) => {
    await sleep(27_000, undefined, { signal });
    note(event);
  },
  PullComplete: {
    handler: ({ payload }) => note({ key: payload.NoSuchField.Key }),
    retry: { maximumAttempts: 2, initialInterval: '1 second' },
  },
  '*': note,
});
