// Ends events in every way that a metric tells of, as their types say.
import { setTimeout as delay } from 'node:timers/promises';

const fails = () => {
  throw new Error('This one always fails.');
};

export default {
  Done: () => {},
  Ignored: { ignore: true },
  OutlivesTheBudget: () => delay(1_500),
  Owned: { handler: () => delay(200), quick: false },
  Parks: { handler: fails, retry: { maximumAttempts: 2, initialInterval: 50 } },
};
