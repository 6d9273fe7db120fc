import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than the quick budget: handed over while it runs, and adopted. */
const SLOW_MS = 5_000;
/** More than a batch tries in place: handed over failing, and tried again by a workflow of its own. */
const FAILING_TRIES = 5;

export default {
  EditMediaComplete: () => sleep(SLOW_MS),
  SplitMediaComplete: {
    handler: (_event, { attempt }) => {
      if (attempt <= FAILING_TRIES) throw new Error('not yet');
    },
    retry: { maximumAttempts: 20, initialInterval: '1 second' },
  },
  '*': () => sleep(5),
};
