// The handlers of the demo, as you would write your own. One kind of trouble each; none of them costs an event its window.
import { setTimeout as sleep } from 'node:timers/promises';
import { defineRoutes } from 'temporal-vod-events';

export default defineRoutes({
  // Slow: 40 s, longer than the window. After two seconds the event gets a workflow of its own and is confirmed; the handler just goes on.
  EditMediaComplete: async (_event, { signal }) => {
    await sleep(40_000, undefined, { signal });
  },

  // Flaky: fails twice. Tried again in place, a moment later, and done within its batch.
  PullComplete: (_event, { attempt }) => {
    if (attempt < 3) throw new Error('The catalogue did not answer.');
  },

  // Poison: always fails. Parked after four tries, until somebody sends its workflow the signal "retry" or "discard".
  SplitMediaComplete: {
    handler: () => {
      throw new Error('This title is in no catalogue.');
    },
    retry: { maximumAttempts: 4, initialInterval: '1 second' },
  },

  // Quick: all the rest.
  '*': async () => {
    await sleep(5);
  },
});
