// CommonJS. Ends events in every way there is, as their types say; logs what a handler should, and quotes payloads where one should not.
const quoting = ({ payload }) => {
  const cause = new Error(`The downstream refused ${payload.Text}.`);
  return new TypeError(`The handler failed with ${payload.Text}.`, { cause });
};

module.exports = {
  Done: ({ payload }, { log, heartbeat }) => {
    log.info('Handled', { bytes: JSON.stringify(payload).length });
    heartbeat();
  },
  Fails: {
    handler: (event) => {
      throw quoting(event);
    },
    retry: { maximumAttempts: 2, initialInterval: 50 },
  },
  // Owned from the start, so that its failures are those of an activity.
  FailsSlowly: {
    handler: async (event, { heartbeat }) => {
      heartbeat({ at: event.payload.Text });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      throw quoting(event);
    },
    retry: { maximumAttempts: 3, initialInterval: 50 },
    quick: false,
  },
  Slow: { handler: () => new Promise((resolve) => setTimeout(resolve, 500)), quick: false },
};
