// Ends events in the ways that are traced; one handler traces what it does, and those that fail quote their payloads, as they should not.
import { setTimeout as delay } from 'node:timers/promises';
import { trace } from '@opentelemetry/api';

function fails({ payload }) {
  throw new TypeError(`The handler failed with ${payload.Text}.`);
}

export default {
  Quick: () => trace.getTracer('handlers').startActiveSpan('catalogued', (span) => span.end()),
  Adopted: () => delay(1_000),
  Flaky: {
    handler: (event, { attempt }) => (attempt === 1 ? fails(event) : undefined),
    quick: false,
    retry: { initialInterval: 50 },
  },
  Poison: { handler: fails, retry: { maximumAttempts: 1 } },
};
