// The handlers of the walk, as you would write your own. Each leaves a line with the event's key, by which the walk sees what was handled.
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineRoutes } from 'temporal-vod-events';

const handled = new URL('handled.log', import.meta.url);
const note = ({ key }) => appendFileSync(handled, `${key}\n`);

export default defineRoutes({
  // Slower than a batch that waits for it may be: the window has 30 s.
  EditMediaComplete: async (event, { signal }) => {
    await sleep(27_000, undefined, { signal });
    note(event);
  },
  '*': note,
});
